/** The index of all pages, in the order of their codes. */
import type { Severity } from "@dagwright/ir";

interface Entry {
  readonly code: string;
  readonly severity: Severity;
  readonly title: string;
}

const GROUPS: readonly (readonly [first: string, heading: string])[] = [
  ["DW0", "The project"],
  ["DW1", "Components and pipelines as they are declared"],
  ["DW2", "Bodies of pipelines"],
  ["DW3", "Hints: the pipeline compiles, and something could be better"],
  ["DW4", "Documents (`*.pipeline.json`), which tools and people write, too"],
  ["DW5", "What Argo Workflows cannot take"],
];

export function indexPage(entries: readonly Entry[], steps: string): string {
  const lines = [
    "# Diagnostics",
    "",
    "Everything that `dagwright check` can say, a page each: what it means, why it is so, and how to write it instead.",
    "`dagwright explain DW2301` prints the same page.",
    "",
    "| `dagwright check --format` | prints |",
    "|---|---|",
    "| `text` | for people: each with the code it is about |",
    "| `json` | for tools and editors: a JSON object a line, with places as in the Language Server Protocol, and a last one about all of them |",
    "| `github` | for a GitHub workflow: annotations in the pull request |",
    "| `sarif` | for code scanning: a SARIF 2.1.0 log |",
    "",
    "They go to stdout, and a summary to stderr. The command ends with 0 where nothing is wrong, 1 where something is, and 2 where it was typed wrong.",
    "",
  ];
  for (const [first, heading] of GROUPS) {
    const group = entries.filter(({ code }) => code.startsWith(first)).toSorted((a, b) => (a.code < b.code ? -1 : 1));
    if (group.length === 0) continue;
    lines.push(`## ${heading}`, "", "| code | about |", "|---|---|");
    for (const { code, severity, title } of group) {
      lines.push(`| [${code}](${code}.md) | ${title.replaceAll("|", "\\|")}${severity === "error" ? "" : ` (${severity})`} |`);
    }
    lines.push("");
  }
  lines.push("## The examples", "", "They leave out their imports, and share these steps:", "", "```ts", steps.trimEnd(), "```", "");
  return lines.join("\n");
}
