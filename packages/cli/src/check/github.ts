/** Commands to a GitHub workflow: each becomes an annotation at its line of the pull request. */
import { sortDiagnostics, type Diagnostic, type Severity } from "@dagwright/ir";
import { seenFrom } from "../project/show-diagnostics.ts";
import type { Checked } from "./checked.ts";
import { repositoryRoot, type Environment } from "./repository.ts";

const COMMANDS: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", hint: "notice" };

export function asGithub({ projects }: Checked, environment: Environment): string {
  const root = repositoryRoot(environment);
  return projects
    .flatMap((project) => sortDiagnostics(seenFrom(root, project, project.diagnostics)).map(commandOf))
    .map((line) => `${line}\n`)
    .join("");
}

function commandOf({ code, severity, message, help, span }: Diagnostic): string {
  const properties: (readonly [name: string, value: string | number])[] = [];
  if (span !== undefined) {
    const [[line, column], [endLine, endColumn]] = [span.start, span.end];
    properties.push(["file", span.file], ["line", line], ["endLine", endLine]);
    // Columns are refused where an annotation is of several lines.
    if (line === endLine) properties.push(["col", column], ["endColumn", endColumn]);
  }
  properties.push(["title", code]);
  const text = help === undefined ? message : `${message}\nhelp: ${help}`;
  return `::${COMMANDS[severity]} ${properties.map(([name, value]) => `${name}=${escapeProperty(String(value))}`).join(",")}::${escapeData(text)}`;
}

const escapeData = (text: string): string => text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
const escapeProperty = (text: string): string => escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
