import { createInterface, type Interface } from "node:readline/promises";
import type { ApprovalAnswer, ApprovalRequest } from "./approval-answers.ts";

type Field = "string" | "number" | "boolean" | readonly string[];

/** Asks the person at the terminal. Questions go to stderr: stdout is the program's own. */
export async function askInTerminal(request: ApprovalRequest, fields: Readonly<Record<string, Field>>): Promise<ApprovalAnswer> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const approved = isYes(await terminal.question(`${request.message} [y/N] `));
    const reason = await terminal.question("Reason: ");
    if (!approved) return { approved: false, reason };
    const given: Record<string, string | number | boolean> = {};
    for (const [name, field] of Object.entries(fields)) given[name] = await askField(terminal, name, field);
    return { approved: true, reason, fields: given };
  } finally {
    terminal.close();
  }
}

async function askField(terminal: Interface, name: string, field: Field): Promise<string | number | boolean> {
  for (;;) {
    const text = await terminal.question(`${name} (${typeof field === "string" ? field : field.join(" | ")}): `);
    if (field === "string") return text;
    if (field === "boolean") return isYes(text);
    if (field === "number") {
      if (text.trim() !== "" && Number.isFinite(Number(text))) return Number(text);
    } else if (field.includes(text)) {
      return text;
    }
  }
}

const isYes = (text: string): boolean => /^y(?:es)?$|^true$/iu.test(text.trim());
