/** TypeScript's own errors, in our form. */
import type { Diagnostic } from "@dagwright/ir";
import type { Span } from "@dagwright/protocol";
import { ts } from "ts-morph";
import { project } from "../../diagnostics/project.ts";
import type { Context } from "./context.ts";

export function typeErrorsOf(context: Context): readonly Diagnostic[] {
  const { program } = context;
  return context
    .projectFiles()
    .flatMap((file) => [...program.getSyntacticDiagnostics(file), ...context.typeErrorsIn(file)])
    .filter((diagnostic) => diagnostic.category === ts.DiagnosticCategory.Error)
    .map((diagnostic) => typeError(context, diagnostic));
}

const spanOf = (context: Context, { file, start = 0, length = 0 }: ts.Diagnostic): Span | undefined =>
  file === undefined ? undefined : context.spanAt(file, start, start + length);

function typeError(context: Context, diagnostic: ts.Diagnostic): Diagnostic {
  const text = ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n");
  return project("DW0002", { span: spanOf(context, diagnostic) }, { text: context.hideFolders(text), code: diagnostic.code });
}

/** What is wrong with the settings rather than with a file. */
export function optionErrorsOf(context: Context, tsconfig: string | undefined, errors: readonly ts.Diagnostic[]): readonly Diagnostic[] {
  const file = tsconfig === undefined ? "tsconfig.json" : context.relativeName(tsconfig);
  return [...errors, ...context.program.getOptionsDiagnostics(), ...context.program.getGlobalDiagnostics()]
    .filter((diagnostic) => diagnostic.category === ts.DiagnosticCategory.Error)
    .map((diagnostic) =>
      project(
        "DW0005",
        { span: spanOf(context, diagnostic) },
        { file, text: context.hideFolders(ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n")), code: diagnostic.code },
      ),
    );
}
