/** `allSettled` over nothing gives an empty list, and over failures alone a list of their errors. */
import { pipeline } from "dagwright";
import { add, note, range } from "../steps.ts";

export default pipeline("settled-of-nothing", async () => {
  const [{ items: none }, { items: some }] = await Promise.all([range({ n: 0 }), range({ n: 2 })]);
  const nothing = await Promise.allSettled(none.map((item) => add({ a: item, b: 1 })));
  const failures = await Promise.allSettled(some.map((item) => add({ a: item, b: 1, fail: item > 0 })));
  const messages = failures.map((result) => (result.status === "rejected" ? `${result.reason.kind} ${result.reason.message}` : "fine"));
  await note({ text: `${nothing.length} and ${messages.join("; ")}` });
  return { nothing: nothing.length, messages };
});
