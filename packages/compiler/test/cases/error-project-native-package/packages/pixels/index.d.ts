export declare function resize(path: string): string;
