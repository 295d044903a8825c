import { StepError } from "dagwright";
import other, * as named from "./named.ts";

/** The names of the steps, as their failures say them. */
export async function names(): Promise<string[]> {
  const { plain, broken, second, box, table, job, inner, list } = named;
  const calls = [
    plain,
    named.typed as () => Promise<unknown>,
    broken,
    inner,
    second,
    () => box({ n: 1 }),
    () => table({ uri: "/no/such" }),
    () => job({ n: 1 }),
    other,
    ...list,
  ];
  const settled = await Promise.allSettled(calls.map((call) => call()));
  return settled.map((outcome) => (outcome.status === "rejected" && outcome.reason instanceof StepError ? outcome.reason.step : "no step"));
}

if (import.meta.main) console.log((await names()).join(" "));
