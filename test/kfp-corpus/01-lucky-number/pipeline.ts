// KFP: if_elif_else_complex
// Exercises: if / else if / else in a loop, an if inside each branch, a value of whichever branch ran, results collected after the loop
import { component, pipeline } from "dagwright";

export const draw = component({ cache: false }, async (input: { ticket: number }): Promise<number> => (input.ticket * 2501 - 1) % 10_000);

export const parity = component({}, async (input: { n: number }): Promise<"even" | "odd"> => (input.n % 2 === 0 ? "even" : "odd"));

export const say = component({}, async (input: { text: string }): Promise<string> => {
  console.log(input.text);
  return input.text;
});

export const publish = component({}, async (input: { numbers: number[] }): Promise<void> => console.log(input.numbers.join(", ")));

interface Lottery {
  tickets?: number[];
  /** Whether the last ticket is drawn to a roll of drums. */
  drums?: boolean;
  /** Whether 5000 is said more than once. */
  cheer?: boolean;
}

export default pipeline("lucky-number", async ({ tickets = [1, 2, 3], drums = true, cheer = true }: Lottery) => {
  const numbers = await Promise.all(
    tickets.map(async (ticket) => {
      const n = await draw({ ticket });
      if (drums && ticket === 3) await say({ text: "A roll of drums for the last ticket" });

      if (n < 5000) {
        const text = (await parity({ n })) === "even" ? await say({ text: "low and even" }) : await say({ text: "low and odd" });
        await say({ text: `once more: ${text}` });
      } else if (n > 5000) {
        const text = (await parity({ n })) === "even" ? await say({ text: "high and even" }) : await say({ text: "high and odd" });
        await say({ text: `once more: ${text}` });
      } else {
        await say({ text: "5000, one in ten thousand" });
        if (cheer) await Promise.all([1, 2].map((time) => say({ text: `5000, for the ${time}. time` })));
      }
      return n;
    }),
  );
  await publish({ numbers });
  return { numbers };
});
