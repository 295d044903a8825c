export declare function half(path: string): string;
