type Step = (...args: any) => Promise<any>;
export declare function component<F extends Step>(options: object, fn: F): F;
export declare function pipeline<F extends Step>(name: string, body: F): F;
