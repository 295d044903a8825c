/** A switch over a union's tag knows the member. */
import { pipeline, type StepError } from "dagwright";
import { add, note, say } from "../steps.ts";
type Shape = { kind: "circle"; r: number } | { kind: "square"; side: number } | { kind: "none" };
const area = (s: Shape): number => {
  switch (s.kind) {
    case "circle":
      return 3 * s.r * s.r;
    case "square":
      return s.side ** 2;
    case "none":
      return 0;
  }
};
const check = (x: number): void => {
  if (x > 5) throw new Error(`too big ${x}`);
};

export default pipeline(
  "switch-narrowing",
  async ({ shape = { kind: "square", side: 3 }, deep = 2 }: { shape?: Shape; deep?: 0 | 1 | 2 }) => {
    let text: string;
    switch (shape.kind) {
      case "circle":
        text = `r ${shape.r}`;
        break;
      case "square": {
        const { sum } = await add({ a: shape.side, b: 1 });
        text = `side ${sum}`;
        break;
      }
      case "none":
        return "nothing";
    }
    await note({ text });
    const result = await (async () => {
      switch (deep) {
        case 0:
          return "zero";
        case 1: {
          const { text: t } = await say({ text: "one" });
          return t;
        }
        default:
          return "two";
      }
    })();
    switch (typeof shape) {
      case "object":
        await note({ text: "an object" });
        break;
      default:
        break;
    }
    let i = 0;
    switch (deep) {
      case 2:
        i += 11;
        break;
      default:
        i += 1;
        break;
      case 0:
        i = 100;
    }
    try {
      check(area(shape));
      await note({ text: "passed the check" });
    } catch (e) {
      await note({ text: `check: ${(e as Error).message}` });
    }
    try {
      try {
        try {
          await say({ text: "x", fail: true });
        } finally {
          await note({ text: "f1" });
        }
      } finally {
        await note({ text: "f2" });
      }
    } catch (e) {
      const err = e as StepError;
      switch (err.kind) {
        case "thrown":
          await note({ text: `kind ${err.message}` });
          break;
        case "exit":
          await note({ text: `exit ${err.exitCode}` });
          break;
        default:
          throw e;
      }
    }
    return `${result} ${i} ${area(shape)}`;
  },
);
