export declare function promised(path: string): string;
