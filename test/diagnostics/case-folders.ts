/** What the failing cases of a package's `test/cases` say of a code. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../support/command.ts";
import { casesIn } from "../support/golden.ts";

export interface FailingCase {
  readonly folder: string;
  /** Of the code: what its `errors.txt` holds, without the places. */
  readonly messages: readonly string[];
}

export function failingCases(owner: "compiler" | "ir" | "targets", code: string): readonly FailingCase[] {
  const cases = join(root, "packages", owner, "test/cases");
  return casesIn(cases)
    .map((name) => ({ folder: join(cases, name), messages: messagesIn(join(cases, name, "errors.txt"), code) }))
    .filter(({ messages }) => messages.length > 0);
}

function messagesIn(file: string, code: string): readonly string[] {
  if (!existsSync(file)) return [];
  const blocks = readFileSync(file, "utf8").split(/\n\n(?=\w+\[DW)/u);
  return blocks.filter((block) => new RegExp(String.raw`^\w+\[${code}\]`, "u").test(block)).map(withoutPlaces);
}

/** A rendered diagnostic as its message and its help. */
const withoutPlaces = (block: string): string =>
  block
    .trimEnd()
    .split("\n")
    .filter((line) => !/^ *(?:\d+ )?\|| +--> | {2}note: /u.test(line))
    .join("\n");
