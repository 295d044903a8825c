// KFP: components_with_optional_artifacts
// Exercises: optional artifacts of components, containers and pipelines; a flag only where one is there; an imported file
import { component, container, Dataset, importer, pipeline } from "dagwright";

export const describe = component({}, async (input: { table?: Dataset | undefined }): Promise<string> =>
  input.table === undefined ? "no table" : `a table of ${(await input.table.text()).length} characters`,
);

export const print = container<{ table?: Dataset | undefined }, { line: string }>({
  image: "alpine:3.22",
  command: ["sh", "-c", 'echo "table: ${2:-none}" > "$1"', "sh"],
  args: (i, o) => [o.line.path, i.table === undefined ? [] : [i.table.path]],
  fake: async ({ table }) => ({ line: table === undefined ? "table: none" : "table: there" }),
});

export const inner = pipeline("inner", async ({ table }: { table?: Dataset | undefined }) => ({ said: await describe({ table }) }));

export const bring = importer(Dataset);

export default pipeline("maybe-a-file", async ({ uri, table }: { uri: string; table?: Dataset }) => {
  const [given, none] = await Promise.all([print({ table }), print({})]);
  const imported = await bring({ uri });
  const [withTable, without] = await Promise.all([inner({ table: imported }), inner({})]);
  return { lines: [given.line, none.line], said: [withTable.said, without.said] };
});
