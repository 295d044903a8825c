/** Programs of the program generator, compiled as one project in a folder of their own. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { compile, openFrontend, type CompiledPipeline, type Frontend } from "@dagwright/compiler";
import { renderDiagnostics, type Diagnostic } from "@dagwright/ir";
import fc from "fast-check";
import { arbitraryProgram, writeProgram, type ProgramPlan, type WrittenProgram } from "../differential/program-generator.ts";
import { Drawn, type DrawnPlan } from "./drawn.ts";

/** Inside this package, so that `dagwright` and the steps are found as anywhere in it. */
const FOLDER = fileURLToPath(new URL(`../differential/.generated-${process.pid}/`, import.meta.url));
const STEPS = "../tagged-steps.ts";

/** As strict as any, but a random program leaves variables unread and statements unreached, and means it when a case falls through. */
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
    noFallthroughCasesInSwitch: false,
  },
};

/** The compiler's own failures, not answers to what a program says. */
const INTERNAL: ReadonlySet<string> = new Set(["DW1015", "DW2900"]);

export interface CompiledProgram extends WrittenProgram {
  readonly file: string;
  readonly pipeline: CompiledPipeline;
}

export interface CompiledPrograms {
  readonly programs: readonly CompiledProgram[];
  /** The codes of those that the compiler refused, by the names of the programs. */
  readonly refused: ReadonlyMap<string, readonly string[]>;
  /** The errors that no program can cause, with their source; empty if there are none. */
  readonly internalErrors: string;
}

/** The programs of a seed, each with what it can be shrunk to. */
export const drawnPlans = (seed: number, count: number): readonly DrawnPlan<ProgramPlan>[] =>
  fc.sample(new Drawn(arbitraryProgram), { seed, numRuns: count });

/** Writes a module a plan, named by `nameOf`, and compiles them all at once. `removeWrittenPrograms` ends their life. */
export async function compilePlans(plans: readonly ProgramPlan[], nameOf: (index: number) => string): Promise<CompiledPrograms> {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, "tsconfig.json"), JSON.stringify(TSCONFIG));
  const written = plans.map((plan, index) => {
    const program = writeProgram(plan, nameOf(index), STEPS);
    const file = join(FOLDER, `${program.name}.ts`);
    writeFileSync(file, program.source);
    return { ...program, file };
  });

  const refused = new Map<string, Set<string>>();
  let internalErrors = "";
  let left = written;
  let pipelines: readonly CompiledPipeline[] = [];
  const frontend = openFrontend({ entries: written.map(({ file }) => file) });
  // A project with an error gives no pipelines at all: what is refused stays out of the next attempt, in which later passes run too.
  for (let before = -1; left.length !== before && left.length > 0;) {
    before = left.length;
    const made = await compile({ entries: left.map(({ file }) => file), frontend: limitedTo(frontend, left, before === written.length) });
    const errors = made.diagnostics.filter(({ severity }) => severity === "error");
    const internal = errors.filter((error) => INTERNAL.has(error.code) || programOf(error, left) === undefined);
    internalErrors += internal.length === 0 ? "" : renderDiagnostics(internal, (file) => frontend.sourceText(file));
    for (const error of errors) {
      const program = programOf(error, left);
      if (program !== undefined) refused.set(program.name, (refused.get(program.name) ?? new Set()).add(error.code));
    }
    left = left.filter(({ name }) => !refused.has(name));
    ({ pipelines } = made);
  }

  const byName = new Map(pipelines.map((pipeline) => [pipeline.name, pipeline]));
  return {
    programs: left.flatMap((program) => {
      const pipeline = byName.get(program.name);
      return pipeline === undefined ? [] : [{ ...program, pipeline }];
    }),
    refused: new Map([...refused].map(([name, codes]) => [name, [...codes]])),
    internalErrors,
  };
}

const programOf = <T extends WrittenProgram>({ span }: Diagnostic, programs: readonly T[]): T | undefined => {
  const file = span === undefined ? undefined : basename(span.file, ".ts");
  return programs.find(({ name }) => name === file);
};

/** The project without the programs that are refused already; what is right is type-checked once. */
function limitedTo(frontend: Frontend, left: readonly WrittenProgram[], isFirst: boolean): Frontend {
  if (isFirst) return frontend;
  const names = new Set(left.map(({ name }) => name));
  const isLeft = (file: string): boolean => !file.includes("/.generated-") || names.has(basename(file, ".ts"));
  const declarations = frontend.declarations().filter(({ file }) => isLeft(file));
  return { ...frontend, entries: frontend.entries.filter(isLeft), declarations: () => declarations, typeErrors: () => [] };
}

export const removeWrittenPrograms = (): void => rmSync(FOLDER, { recursive: true, force: true });
