/** An artifact that a step may leave out is absent for its reader, and is there where it was made. */
import { component, Dataset, pipeline } from "dagwright";
import { note } from "../steps.ts";

export const maybe = component({}, async ({ text }: { text?: string }): Promise<{ data?: Dataset }> =>
  text === undefined ? {} : { data: Dataset.fromText(text) },
);
export const peek = component({}, async ({ data }: { data?: Dataset }): Promise<string> => (data === undefined ? "nothing" : data.text()));

export default pipeline("artifact-optional", async ({ text }: { text?: string }) => {
  const none = await maybe(text === undefined ? {} : { text });
  const some = await maybe({ text: "something" });
  const [left, right] = await Promise.all([
    peek(none.data === undefined ? {} : { data: none.data }),
    peek(some.data === undefined ? {} : { data: some.data }),
  ]);
  await note({ text: `${left} and ${right}` });
  return { left, right };
});
