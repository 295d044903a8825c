/** Programs of the program generator, compiled as one project in a folder of their own. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { compile, type Compiled, type CompiledPipeline } from "@dagwright/compiler";
import { renderDiagnostics, type Diagnostic } from "@dagwright/ir";
import { writeProgram } from "../differential/program-generator.ts";

/** Inside this package, so that `dagwright` and the steps are found as anywhere in it. */
const FOLDER = fileURLToPath(new URL(`../differential/.generated-${process.pid}/`, import.meta.url));
const STEPS = "../tagged-steps.ts";

/** As strict as any, but a random program leaves variables unread and statements unreached. */
const TSCONFIG = {
  extends: "../../../tsconfig.base.json",
  compilerOptions: {
    customConditions: ["dagwright-source"],
    composite: false,
    declaration: false,
    declarationMap: false,
    noEmit: true,
    noUnusedLocals: false,
    noUnusedParameters: false,
    allowUnreachableCode: true,
  },
};

/** The compiler's own failures, not answers to what a program says. */
const INTERNAL: ReadonlySet<string> = new Set(["DW1015", "DW2900"]);

export interface CompiledProgram {
  readonly name: string;
  readonly file: string;
  readonly source: string;
  readonly pipeline: CompiledPipeline;
}

export interface WrittenPrograms {
  readonly programs: readonly CompiledProgram[];
  /** How many programs the compiler refused. */
  readonly refused: number;
  /** How often it gave which code for it: `DW2116 × 1`. */
  readonly codes: string;
  /** The errors that no program can cause, with their source; empty if there are none. */
  readonly internalErrors: string;
}

const isIn = (name: string, { span }: Diagnostic): boolean => span?.file.endsWith(`/${name}.ts`) ?? false;

/** Writes and compiles the programs of `count` seeds from `first`. `removeWrittenPrograms` ends their life. */
export async function writtenPrograms(first: number, count: number, most?: number): Promise<WrittenPrograms> {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, "tsconfig.json"), JSON.stringify(TSCONFIG));
  const written = Array.from({ length: count }, (_, index) => {
    const { name, source } = writeProgram(first + index, STEPS, most);
    const file = join(FOLDER, `${name}.ts`);
    writeFileSync(file, source);
    return { name, file, source };
  });

  const errors: Diagnostic[] = [];
  let internalErrors = "";
  const attempt = async (files: readonly string[]): Promise<Compiled> => {
    const made = await compile({ entries: files });
    const found = made.diagnostics.filter(({ severity }) => severity === "error");
    const internal = found.filter((error) => INTERNAL.has(error.code) || !written.some(({ name }) => isIn(name, error)));
    internalErrors += internal.length === 0 ? "" : renderDiagnostics(internal, (file) => made.frontend.sourceText(file));
    errors.push(...found);
    return made;
  };
  const isRefused = (name: string): boolean => errors.some((error) => isIn(name, error));

  // A project with an error gives no pipelines at all: what is refused stays out of the next attempt, in which later passes run too.
  let left = written;
  let pipelines: readonly CompiledPipeline[] = [];
  for (let before = -1; left.length !== before;) {
    before = left.length;
    ({ pipelines } = await attempt(left.map(({ file }) => file)));
    left = left.filter(({ name }) => !isRefused(name));
  }

  const byName = new Map(pipelines.map((pipeline) => [pipeline.name, pipeline]));
  const counted = Map.groupBy(errors, ({ code }) => code);
  return {
    programs: written.flatMap(({ name, file, source }) => {
      const pipeline = byName.get(name);
      return pipeline === undefined ? [] : [{ name, file, source, pipeline }];
    }),
    refused: written.filter(({ name }) => isRefused(name)).length,
    codes: [...counted].map(([code, all]) => `${code} × ${all.length}`).join(", "),
    internalErrors,
  };
}

export const removeWrittenPrograms = (): void => rmSync(FOLDER, { recursive: true, force: true });
