export declare function connect(path: string): string;
