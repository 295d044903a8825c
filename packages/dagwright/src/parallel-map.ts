/** A fan-out that runs no more than so many items at a time. */
import { CallNode } from "./call-tree.ts";
import { currentScope, inScope, moveTo, type Scope } from "./scope.ts";

/**
 * Like `Promise.all(items.map(fn))`, with at most `concurrency` items at a time; the results are in the order of the items.
 * After an item has failed no further one starts; the error is that of the first failed item.
 */
export function parallelMap<const T extends readonly unknown[], R>(
  items: T,
  fn: (item: T[number], index: number) => Promise<R>,
  options: { readonly concurrency: number },
): Promise<{ -readonly [I in keyof T]: R }>;
export function parallelMap(
  items: readonly unknown[],
  fn: (item: unknown, index: number) => Promise<unknown>,
  options: { readonly concurrency: number },
): Promise<unknown> {
  const { concurrency } = options;
  if (!Number.isInteger(concurrency) || concurrency < 1)
    return Promise.reject(new RangeError(`concurrency is ${concurrency}; it must be a whole number of at least 1`));
  const scope = currentScope();
  const call = scope.run === undefined || scope.step !== undefined ? undefined : (scope.node ?? CallNode.root()).next();
  const result = new Pool(items, fn, concurrency, scope, call).run();
  if (call !== undefined) {
    moveTo(call);
    result.catch(() => {});
  }
  return result;
}

class Pool {
  readonly #items: readonly unknown[];
  readonly #fn: (item: unknown, index: number) => Promise<unknown>;
  readonly #concurrency: number;
  readonly #scope: Scope;
  readonly #call: CallNode | undefined;
  readonly #places: readonly CallNode[];
  readonly #values: unknown[];
  readonly #failures = new Map<number, unknown>();
  #next = 0;
  #active = 0;
  #finish: () => void = () => {};

  constructor(
    items: readonly unknown[],
    fn: (item: unknown, index: number) => Promise<unknown>,
    concurrency: number,
    scope: Scope,
    call: CallNode | undefined,
  ) {
    this.#items = [...items];
    this.#fn = fn;
    this.#concurrency = concurrency;
    this.#scope = scope;
    this.#call = call;
    this.#places = call?.bodies(items.length) ?? [];
    this.#values = Array.from({ length: items.length });
  }

  async run(): Promise<unknown> {
    const stopListening = this.#scope.run?.steps.onQuiet(() => this.#startMore());
    await new Promise<void>((resolve) => {
      this.#finish = resolve;
      this.#startMore();
    });
    stopListening?.();
    if (this.#call !== undefined) this.#call.isSettled = true;
    for (const index of [...this.#failures.keys()].sort((a, b) => a - b)) throw this.#failures.get(index);
    return this.#values;
  }

  #startMore(): void {
    const canStart = (): boolean =>
      this.#next < this.#items.length && this.#failures.size === 0 && this.#active < this.#concurrency && !this.#mayFail();
    while (canStart()) this.#start(this.#next++);
    if (this.#active === 0 && (this.#failures.size > 0 || this.#next === this.#items.length)) this.#finish();
  }

  /** A failed step whose item has not seen the failure yet: it may catch it, or fail. */
  #mayFail(): boolean {
    return this.#call !== undefined && this.#scope.run?.steps.holdsWithin(this.#call) === true;
  }

  #start(index: number): void {
    this.#active += 1;
    const place = this.#places[index];
    const scope: Scope = place === undefined ? this.#scope : { ...this.#scope, node: place };
    const ended = (): void => {
      this.#active -= 1;
      this.#startMore();
    };
    inScope(scope, async () => this.#fn(this.#items[index], index)).then(
      (value) => {
        this.#values[index] = value;
        ended();
      },
      (error: unknown) => {
        this.#failures.set(index, error);
        ended();
      },
    );
  }
}
