/** What must and what must not compile, under TypeScript 6 and 7, with both decorator protocols. Cases: types/cases. */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";

const here = import.meta.dirname;
const root = join(here, "..");
const cases = join(here, "types/cases");
const TSC = join(root, "node_modules/.bin/tsc");
// Declarations of libraries are checked by one of the two: it is most of the time that this takes.
const compilers = [
  { name: "TypeScript 6", command: join(here, "node_modules/.bin/tsc6"), flags: ["--skipLibCheck", "true"] },
  { name: "TypeScript 7", command: TSC, flags: ["--skipLibCheck", "false"] },
] as const;

interface Found {
  readonly line: number;
  readonly message: string;
}

const run = (command: string, args: readonly string[], cwd: string): Promise<{ readonly code: number | null; readonly output: string }> =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (part: Buffer) => (output += part.toString("utf8")));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, output }));
  });

/** The compiler's messages by file, each with the lines that explain it. */
async function check(command: string, project: string, flags: readonly string[]): Promise<ReadonlyMap<string, readonly Found[]>> {
  const { code, output } = await run(command, ["-p", project, "--pretty", "false", ...flags], cases);
  const found = new Map<string, Found[]>();
  const elsewhere: string[] = [];
  let last: { line: number; message: string } | undefined;
  for (const text of output.split("\n")) {
    const [, file, line, message] = /^([^\s(][^(]*)\((\d+),\d+\): error (.*)$/u.exec(text) ?? [];
    if (file !== undefined && line !== undefined && message !== undefined) {
      last = { line: Number(line), message };
      found.set(file, [...(found.get(file) ?? []), last]);
    } else if (text.startsWith(" ") && last !== undefined) last.message += ` ${text.trim()}`;
    else if (text.trim() !== "") elsewhere.push(text);
  }
  expect(elsewhere, "messages without a place").toEqual([]);
  expect(code === 0).toBe(found.size === 0);
  return found;
}

/** `// error: words` stands above the statement it is about; an error counts as that statement's until the next such comment or blank line. */
function compare(source: string, found: readonly Found[]): readonly string[] {
  const lines = source.split("\n");
  const problems: string[] = [];
  const expected = lines.flatMap((text, index) => {
    const words = /^\s*\/\/ error: (.*)$/u.exec(text)?.[1];
    return words === undefined ? [] : [{ words, from: index + 2, to: lastLineOf(lines, index + 1) }];
  });
  for (const { words, from, to } of expected) {
    const here = found.filter(({ line }) => line >= from && line <= to);
    if (here.length === 0) problems.push(`line ${from} compiles, but should fail with: ${words}`);
    else if (!here.some(({ message }) => message.includes(words)))
      problems.push(`line ${from} should say: ${words}\n  but says: ${here.map(({ message }) => message).join("\n  ")}`);
  }
  for (const { line, message } of found) {
    if (!expected.some(({ from, to }) => line >= from && line <= to)) problems.push(`line ${line} should compile, but: ${message}`);
  }
  return problems;
}

function lastLineOf(lines: readonly string[], first: number): number {
  const indent = /^\s*/u.exec(lines[first] ?? "")?.[0] ?? "";
  for (let index = first + 1; index < lines.length; index += 1) {
    const text = lines[index] ?? "";
    // The rest of a statement is indented deeper, closes it, or is what a decorator stands on.
    if (!text.startsWith(`${indent} `) && !text.startsWith(`${indent}}`) && !text.startsWith(`${indent}static`)) return index;
  }
  return lines.length;
}

// What users get: the declarations that TypeScript 7 wrote.
beforeAll(async () => {
  await run(TSC, ["-b", join(root, "packages/dagwright")], root);
});

describe.each(compilers)("with $name", ({ command, flags }) => {
  describe.each(["standard", "legacy"])("and %s decorators", (protocol) => {
    const project = join(cases, protocol);
    let found: ReadonlyMap<string, readonly Found[]> = new Map();

    beforeAll(async () => {
      found = await check(command, project, flags);
    });

    it("takes every good program", () => {
      expect(found.get("good.ts") ?? []).toEqual([]);
    });

    it("refuses every bad line with a sentence, and nothing else", () => {
      expect(compare(readFileSync(join(cases, "bad.ts"), "utf8"), found.get("bad.ts") ?? [])).toEqual([]);
    });

    it("has no errors in other files, the package's declarations included", () => {
      expect([...found.keys()].filter((file) => !["good.ts", "bad.ts"].includes(file))).toEqual([]);
    });
  });
});
