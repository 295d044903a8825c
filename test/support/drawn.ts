/** Values of fast-check that remember how to be made smaller, for properties whose test takes many values at once. */
import fc from "fast-check";

export interface DrawnPlan<T> {
  readonly value: T;
  /** Smaller ones, the boldest first, at most `count`. */
  smaller(count: number): readonly DrawnPlan<T>[];
}

export class Drawn<T> extends fc.Arbitrary<DrawnPlan<T>> {
  readonly #of: fc.Arbitrary<T>;

  constructor(of: fc.Arbitrary<T>) {
    super();
    this.#of = of;
  }

  override generate(random: fc.Random, bias: number | undefined): fc.Value<DrawnPlan<T>> {
    return new fc.Value(this.#drawn(this.#of.generate(random, bias)), undefined);
  }

  override canShrinkWithoutContext(_value: unknown): _value is DrawnPlan<T> {
    return false;
  }

  override shrink(): fc.Stream<fc.Value<DrawnPlan<T>>> {
    return fc.Stream.nil();
  }

  #drawn(from: fc.Value<T>): DrawnPlan<T> {
    return {
      value: from.value,
      smaller: (count) => [...this.#of.shrink(from.value, from.context).take(count)].map((each) => this.#drawn(each)),
    };
  }
}
