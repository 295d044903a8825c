/** Runs a module of ours in a Node of its own: plain, without what vitest makes of modules, and beside others. */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const ANSWER = "ANSWER ";

/** The answer of `module`, which is told `question` as its argument and gives it with `answerWith`. Rejects with what it printed if it gives none. */
export function askInNode(module: URL, question: unknown): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const args = [
      "--conditions=dagwright-source",
      "--disable-warning=ExperimentalWarning",
      fileURLToPath(module),
      JSON.stringify(question),
    ];
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
    const printed: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => printed.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => printed.push(chunk));
    child.once("error", reject);
    child.once("close", (code) => {
      const text = Buffer.concat(printed).toString("utf8");
      const answer = text.split("\n").findLast((line) => line.startsWith(ANSWER));
      if (answer === undefined) reject(new Error(`${fileURLToPath(module)} ended with ${code} and gave no answer:\n${text}`));
      else resolve(JSON.parse(answer.slice(ANSWER.length)));
    });
  });
}

export const questionOf = (): unknown => JSON.parse(process.argv[2] ?? "null");

export const answerWith = (answer: unknown): void => void process.stdout.write(`\n${ANSWER}${JSON.stringify(answer)}\n`);
