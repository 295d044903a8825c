export declare function grow(path: string): string;
