export declare function load(path: string): string;
