/** The programs of `test/differential/programs`, by name, and their observations. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { compile, type CompiledPipeline } from "@dagwright/compiler";
import { renderDiagnostics } from "@dagwright/ir";
import { observeInterpreter, observePlainNode, wrapperFile, type Observation } from "./observe.ts";
import { requiredPairs, type Pair } from "./required-order.ts";
import { startedBesideEach } from "./started-beside.ts";

export { failureText, type Observation } from "./observe.ts";

const FOLDER = fileURLToPath(new URL("../differential/programs/", import.meta.url));

export const PROGRAM_NAMES: readonly string[] = readdirSync(FOLDER)
  .map((file) => file.replace(/\.ts$/u, ""))
  .toSorted();

/** All programs by one project, so that the type checker starts once. */
let compiled: Promise<ReadonlyMap<string, CompiledPipeline>> | undefined;
export function compiledPrograms(): Promise<ReadonlyMap<string, CompiledPipeline>> {
  compiled ??= (async () => {
    const { pipelines, diagnostics, frontend } = await compile({ entries: PROGRAM_NAMES.map((name) => join(FOLDER, `${name}.ts`)) });
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    if (errors.length > 0) throw new Error(renderDiagnostics(errors, (file) => frontend.sourceText(file)));
    return new Map(pipelines.map((pipeline) => [pipeline.name, pipeline]));
  })();
  return compiled;
}

export async function compiledProgram(name: string): Promise<CompiledPipeline> {
  const program = (await compiledPrograms()).get(name);
  if (program === undefined) throw new Error(`${name}.ts declares no pipeline called ${name}`);
  return program;
}

/** `await main({})` and nothing else. */
export const inPlainNode = (name: string): Promise<Observation> => observePlainNode(join(FOLDER, `${name}.ts`));

export const inInterpreter = async (name: string): Promise<Observation> => observeInterpreter(await compiledProgram(name));

/** The order that plain Node requires. Not while a program runs in this process. */
export const requiredOrder = async (name: string): Promise<readonly Pair[]> =>
  requiredPairs(await startedBesideEach(() => inPlainNode(name)));

/** The program with calls that last, in processes and pods: only then does it show when one starts too early. */
export const lasting = (program: CompiledPipeline, ms: number): CompiledPipeline => ({
  ...program,
  document: {
    ...program.document,
    components: Object.fromEntries(
      Object.entries(program.document.components).map(([name, component]) => [
        name,
        {
          ...component,
          config: { ...component.config, env: { ...component.config.env, CALLS_LAST_MS: { kind: "text", text: String(ms) } } },
        },
      ]),
    ),
  },
});

/** The bytes a target needs. */
export function codeOf({ bundles }: CompiledPipeline): { readonly wrapper: Uint8Array; bundle(digest: string): Uint8Array } {
  const code = new Map(bundles.map((bundle) => [bundle.digest, Buffer.from(bundle.code)]));
  return {
    wrapper: readFileSync(wrapperFile),
    bundle: (digest) => {
      const bytes = code.get(digest);
      if (bytes === undefined) throw new Error(`no bundle ${digest}`);
      return bytes;
    },
  };
}
