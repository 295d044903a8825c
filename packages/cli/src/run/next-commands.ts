import { relative } from "node:path";
import { NAME } from "@dagwright/protocol";
import { homeOf, projectRoot } from "../project/root.ts";

/** The command as it was typed: directly, or through an npm script of that name. */
const typedAs = (env: NodeJS.ProcessEnv): string => (env["npm_lifecycle_event"] === NAME ? `npm run -s ${NAME} --` : `npx ${NAME}`);

/** What one types after a run, from the folder one is in. */
export function nextCommands(id: string, file: string, home: string, env: NodeJS.ProcessEnv = process.env): string {
  const command = typedAs(env);
  const here = homeOf(projectRoot(process.cwd())) === home;
  // Records are found by the project one stands in.
  const first = here ? "" : `cd ${quoted(relative(process.cwd(), projectRoot(file)))} && `;
  const lines = [
    [`${first}${command} runs show ${id.slice(0, 8)}`, "all about this run"],
    [`${first}${command} runs`, "this run and those before it"],
    [`${command} compile ${quoted(relative(process.cwd(), file))} -o -`, "the same pipeline for Argo Workflows"],
  ];
  const width = Math.max(...lines.map(([text = ""]) => text.length));
  return `\nNext:\n${lines.map(([text = "", what = ""]) => `  ${text.padEnd(width)}  ${what}\n`).join("")}`;
}

const quoted = (path: string): string => (/^[\w@%+=:,./-]+$/u.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`);
