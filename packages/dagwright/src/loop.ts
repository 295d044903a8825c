/** Turns with a limit, for loops whose end only the run knows. */
import { exhaustedText } from "@dagwright/protocol";

/**
 * The numbers from 0 to `max - 1`, for a `for…of` that leaves by `break` or `return`. A loop that asks for one more fails.
 *
 * @example
 * for (const turn of loop({ max: 20 })) { const { ready } = await probe({ turn }); if (ready) break; }
 */
export function* loop(options: { readonly max: number }): Generator<number, never, undefined> {
  const { max } = options;
  if (!Number.isInteger(max) || max < 1) throw new RangeError(`max is ${max}; it must be a whole number of at least 1`);
  for (let turn = 0; turn < max; turn += 1) yield turn;
  throw new Error(exhaustedText(max));
}
