import { component, pipeline, StepError } from "dagwright";

interface Halved {
  half: number;
}

export class Numbers {
  /** Halves even numbers. */
  @component({ retries: 1 })
  static async half(input: { n: number }): Promise<Halved> {
    if (input.n % 2 === 1) throw new Error(`${input.n} is odd`);
    return { half: input.n / 2 };
  }
}

export const twice = component({}, async (input: { n: number }): Promise<number> => {
  if (input.n > 100) throw new Error("too much");
  return input.n * 2;
});

export default pipeline("numbers", async ({ n }: { n: number }): Promise<string> => {
  try {
    const { half } = await Numbers.half({ n });
    return `${half} ${await twice({ n })}`;
  } catch (error) {
    return error instanceof StepError ? `${error.step} ${error.attempt}: ${error.message}` : "something else";
  }
});
