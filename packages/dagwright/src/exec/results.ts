/** Writes what the step leaves behind, each file whole or not at all. */
import { appendFileSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  evaluate,
  failedText,
  isJsonArray,
  jsonText,
  readPath,
  STEP_FILES,
  stepFailureJson,
  toParameterText,
  type Json,
  type StepEvent,
  type StepFailure,
  type StepResult,
  type Types,
} from "@dagwright/protocol";
import { callGlue, loadGlueOf, type LoadGlue } from "./inputs.ts";

export class StepOutputFolder {
  private readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  writeFailure(failure: StepFailure): void {
    this.write(STEP_FILES.error, toParameterText(stepFailureJson(failure)));
  }

  /** The file of a failure and its text, for whoever must write it without this thread. */
  failureFile(failure: StepFailure): { readonly file: string; readonly text: string } {
    return { file: join(this.folder, STEP_FILES.error), text: toParameterText(stepFailureJson(failure)) };
  }

  appendEvent(event: StepEvent): void {
    appendFileSync(join(this.folder, STEP_FILES.events), `${JSON.stringify(event)}\n`);
  }

  /** All results are evaluated before the first is written. */
  async writeResults(
    results: readonly StepResult[],
    output: Json | undefined,
    step: { readonly name: string; readonly attempt: number; readonly types: Types },
    load: LoadGlue,
  ): Promise<void> {
    const texts: (readonly [name: string, text: string])[] = [];
    for (const result of results) texts.push([result.name, await resultText(result, output, step, load)]);
    for (const [name, text] of texts) this.write(name, text);
  }

  private write(name: string, text: string): void {
    const file = join(this.folder, name);
    writeFileSync(`${file}.part`, text);
    renameSync(`${file}.part`, file);
  }
}

async function resultText(
  result: StepResult,
  output: Json | undefined,
  step: { readonly name: string; readonly attempt: number; readonly types: Types },
  load: LoadGlue,
): Promise<string> {
  const glue = await loadGlueOf(result.value, load);
  let value: Json | undefined;
  try {
    value = evaluate(result.value, {
      read: (ref) => readPath(output, ref.path),
      succeeded: () => true,
      glue: (part, given) => callGlue(part, given, step.types, glue),
    });
  } catch (error) {
    // Glue that was folded into its producer fails only those who read it.
    return failedText({
      step: step.name,
      attempt: step.attempt,
      kind: "thrown",
      message: error instanceof Error ? error.message : String(error),
    });
  }
  if (result.as === "texts") return jsonText(isJsonArray(value) ? value.map((item) => jsonText(item)) : []);
  return jsonText(value);
}
