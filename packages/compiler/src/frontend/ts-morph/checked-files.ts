/** The type errors of a program that is opened again and again: a file that an edit does not concern is not checked again. */
import { ts } from "ts-morph";
import { sha256 } from "@dagwright/protocol";

export class CheckedFiles {
  readonly #builder: ts.SemanticDiagnosticsBuilderProgram;
  #isDone = false;

  constructor(program: ts.Program, previous: CheckedFiles | undefined) {
    const host: ts.BuilderProgramHost = { createHash: sha256 };
    this.#builder = ts.createSemanticDiagnosticsBuilderProgram(program, host, previous === undefined ? undefined : previous.#builder);
  }

  errorsIn(file: ts.SourceFile): readonly ts.Diagnostic[] {
    if (!this.#isDone) {
      // Asked for one file, it would answer what was so before the edit.
      while (this.#builder.getSemanticDiagnosticsOfNextAffectedFile() !== undefined);
      this.#isDone = true;
    }
    return this.#builder.getSemanticDiagnostics(file);
  }
}
