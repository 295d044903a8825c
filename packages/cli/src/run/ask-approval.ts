import { createInterface } from "node:readline/promises";
import { inputFromText, type Document } from "@dagwright/ir";
import { CodecError, printType, type Json } from "@dagwright/protocol";
import type { AskApproval } from "@dagwright/runner";

/** Answers approvals at the terminal, one after the other. */
export function askAtTerminal({ types }: Document, alone: <T>(work: () => Promise<T>) => Promise<T>): AskApproval {
  let before: Promise<unknown> = Promise.resolve();
  return (call, signal) => {
    const answer = before.then(() => alone(() => ask()));
    before = answer.catch(() => undefined);
    return answer;

    async function ask() {
      const terminal = createInterface({ input: process.stdin, output: process.stderr });
      try {
        const say = (text: string): Promise<string> => terminal.question(text, { signal });
        const yes = /^y(?:es)?$/iu.test((await say(`${call.message} [y/N] `)).trim());
        const reason = (await say("reason: ")).trim();
        if (!yes) return { reject: reason === "" ? "rejected" : reason };
        const fields: Record<string, Json> = {};
        for (const [name, field] of Object.entries(call.node.fields)) {
          for (;;) {
            const text = await say(`${name} (${printType(field.type)}): `);
            if (text === "" && field.optional === true) break;
            try {
              fields[name] = inputFromText(text, field.type, types, name);
              break;
            } catch (error) {
              if (!(error instanceof CodecError)) throw error;
              process.stderr.write(`${error.message}\n`);
            }
          }
        }
        return { approve: { reason, ...fields } };
      } finally {
        terminal.close();
      }
    }
  };
}
