import { relative } from "node:path";
import { NAME } from "@dagwright/protocol";
import { homeOf, projectRoot } from "../project/root.ts";

/** What one types after a run, from the folder one is in. */
export function nextCommands(id: string, file: string, home: string): string {
  const here = homeOf(projectRoot(process.cwd())) === home;
  // Records are found by the project one stands in.
  const first = here ? "" : `cd ${quoted(relative(process.cwd(), projectRoot(file)))} && `;
  const lines = [
    [`${first}npx ${NAME} runs show ${id.slice(0, 8)}`, "all about this run"],
    [`${first}npx ${NAME} runs`, "this run and those before it"],
    [`npx ${NAME} compile ${quoted(relative(process.cwd(), file))} -o -`, "the same pipeline for Argo Workflows"],
  ];
  const width = Math.max(...lines.map(([command = ""]) => command.length));
  return `\nNext:\n${lines.map(([command = "", what = ""]) => `  ${command.padEnd(width)}  ${what}\n`).join("")}`;
}

const quoted = (path: string): string => (/^[\w@%+=:,./-]+$/u.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`);
