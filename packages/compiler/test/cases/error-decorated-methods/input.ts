import { component, pipeline } from "dagwright";

const name = "computed";

export class Steps {
  static #offset = 1;

  @component({})
  async instance(input: { x: number }): Promise<number> {
    return input.x;
  }

  @component({})
  static async #hidden(input: { x: number }): Promise<number> {
    return input.x;
  }

  @component({})
  private static async secret(input: { x: number }): Promise<number> {
    return input.x;
  }

  @component({})
  static plain(input: { x: number }): Promise<number> {
    return Promise.resolve(input.x);
  }

  @component({})
  static async [name](input: { x: number }): Promise<number> {
    return input.x;
  }

  static field = component({}, async (input: { x: number }): Promise<number> => input.x);

  @component({})
  static async uses(input: { x: number }): Promise<number> {
    return this.helper(input.x);
  }

  @component({})
  static async sound(input: { x: number }): Promise<number> {
    return input.x;
  }

  static helper(x: number): number {
    return x + Steps.#offset;
  }
}

export default class {
  @component({})
  static async nameless(input: { x: number }): Promise<number> {
    return input.x;
  }
}

export const main = pipeline("main", async ({ x }: { x: number }) => Steps.sound({ x }));
