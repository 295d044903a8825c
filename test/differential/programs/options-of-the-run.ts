/** Variables, retries, timeouts and sizes of a step may be outputs of others. */
import { parallelMap, pipeline, withOptions } from "dagwright";
import { flaky, people, range, say, surroundings } from "../steps.ts";

const HOSTILE = '{{workflow.name}} {{=1 + 1}} $(HOME) $$ "quoted" \\ é';

export default pipeline("options-of-the-run", async ({ name = "ann" }: { name?: string }) => {
  const { items, last } = await range({ n: 2 });
  const { text } = await say({ text: HOSTILE });
  const own = await surroundings({ of: "its own" });
  const told = await withOptions(surroundings, { env: { NAME: text } })({ of: "an output" });
  const made = await withOptions(surroundings, { env: { NAME: `${name} of ${items.length}`, REGION: name.toUpperCase() } })({ of: "both" });
  const { people: found } = await people({ names: ["bo", "cy"] });
  const each = await parallelMap(found, async (person) => withOptions(surroundings, { env: { NAME: person.name } })({ of: person.name }), {
    concurrency: 2,
  });
  const options = {
    retries: items.length,
    timeout: `${items.length}m`,
    memory: `${items.length * 64}Mi`,
    cpu: `${(last ?? 1) * 20}m`,
  } as const;
  const { attempt } = await withOptions(flaky, options)({ until: 3 });
  return { own, told, made, each, attempt };
});
