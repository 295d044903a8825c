export declare function component<F>(options: object, fn: F): F;
