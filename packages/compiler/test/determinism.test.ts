import { describe, expect, it } from "vitest";
import { canonicalText } from "@dagwright/ir";
import { compile, type CompiledPipeline } from "../src/index.ts";
import { createProject, type Files, type ProjectOptions } from "./project.ts";

const SOURCE = `import { component, container, pipeline, type Dataset, Model } from "dagwright";
import { clamp } from "./lib/clamp.ts";
import { dep } from "dep";

export type Algo = "xgboost" | "linear";
export const SEEDS = [1, 2] as const;

export class Data {
  /** Reads
   * rows. */
  @component({ memory: "2Gi" })
  static async load(input: { table: string; algo: Algo }): Promise<{ data: Dataset; rows: number }> {
    throw new Error(dep(input.table));
  }
}

export const train = container<{ data: Dataset; seed: number }, { model: Model; loss: number }>({
  image: "train",
  args: (i, o) => ["--data", i.data.path, "--seed", i.seed, "--out", o.model.path, "--loss", o.loss.path],
  fake: async (i) => ({ model: Model.fromText("x"), loss: clamp(i.seed) }),
});

export default pipeline("main", async ({ table, top = 3 }: { table: string; top?: number }) => {
  const { data, rows } = await Data.load({ table, algo: "linear" });
  const runs = await Promise.all(SEEDS.map(async (seed) => train({ data, seed })));
  const good = runs
    .filter((run) => run.loss < clamp(top) && rows > 1);
  return { good: good.length, text: \`of
\${rows}\` };
});
`;
const FILES: Files = {
  "pipelines/main.ts": SOURCE,
  "pipelines/lib/clamp.ts": "export const clamp = (n: number): number => {\n  return Math.min(n, 10);\n};\n",
};
const PACKAGES = {
  dep: {
    "package.json": '{ "name": "dep", "version": "1.2.3", "main": "index.js", "types": "index.d.ts" }',
    "index.js": 'exports.dep = (text) => require("path").join("dep", text);',
    "index.d.ts": "export function dep(text: string): string;",
  },
};

async function build(options: ProjectOptions = {}, changed: Files = {}): Promise<CompiledPipeline> {
  const root = createProject({ ...FILES, ...changed }, { packages: PACKAGES, ...options });
  const { pipelines, diagnostics } = await compile({ entries: [`${root}/pipelines/main.ts`] });
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  const [only] = pipelines;
  if (only === undefined) throw new Error("nothing was compiled");
  return only;
}

describe("the same sources", () => {
  it("give the same bytes in another folder, with other line ends, and with npm's or pnpm's node_modules", async () => {
    const one = await build();
    for (const options of [{ name: "deep/elsewhere" }, { crlf: true }, { layout: "pnpm" }] satisfies readonly ProjectOptions[]) {
      const other = await build(options);
      expect(canonicalText(other.document)).toBe(canonicalText(one.document));
      expect(other.bundles).toEqual(one.bundles);
    }
    const everything = canonicalText(one.document) + JSON.stringify(one.bundles);
    expect(everything).not.toMatch(/node_modules|\.pnpm|\/tmp|dagwright-compiler|elsewhere/u);
  });

  it("give the same but for spans when a line is put in that has nothing to do with them", async () => {
    const [before, after] = [
      await build(),
      await build({}, { "pipelines/main.ts": `// a line\nexport const unrelated = "unrelated";\n${SOURCE}` }),
    ];
    const withoutSpans = ({ document }: CompiledPipeline): unknown =>
      JSON.parse(canonicalText(document), (key, value: unknown) => (key === "span" ? undefined : value));
    expect(withoutSpans(after)).toEqual(withoutSpans(before));
    expect(canonicalText(after.document)).not.toBe(canonicalText(before.document));
    expect(after.bundles.map(({ code }) => code)).toEqual(before.bundles.map(({ code }) => code));
  });
});
