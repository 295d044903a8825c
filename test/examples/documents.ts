// The Markdown pages of the repository, and what stands in them.
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const root = join(import.meta.dirname, "../..");

export interface Page {
  /** From the root of the repository. */
  readonly path: string;
  readonly text: string;
}

const PAGES = ["*.md", "docs/*.md", "docs/guide/*.md", "docs/decisions/*.md", "examples/*/*.md"];

export const pages: readonly Page[] = globSync(PAGES, { cwd: root })
  .toSorted()
  .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));

/** The fenced blocks of a language. */
export const blocksOf = ({ text }: Page, language: string): string[] =>
  [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gmu)].flatMap(([, found, block = ""]) => (found === language ? [block] : []));

/** Whole command lines: those of shell blocks, and code in the running text that begins with a program. */
export function commandsOf(page: Page): string[] {
  const lines = blocksOf(page, "sh").flatMap((block) => block.split("\n"));
  const inline = [
    ...page.text.replaceAll(/^```[\s\S]*?^```$/gmu, "").matchAll(/`((?:npm|npx|node|python3|dagwright|kubectl|argo) [^`]+)`/gu),
  ].map(([, command = ""]) => command);
  return [...lines, ...inline].map((line) => line.replace(/\s+#.*$/u, "").trim()).filter((line) => line !== "");
}

/** Relative links, without their anchors. */
export const linksOf = ({ text }: Page): string[] =>
  [...text.matchAll(/\]\(([^)\s]+)\)/gu)].flatMap(([, link = ""]) => (/^(?:[a-z]+:|#)/u.test(link) ? [] : [link.replace(/#.*$/u, "")]));

/** A command line as a shell would split it; only double and single quotes are known. */
export const wordsOf = (line: string): string[] =>
  [...line.matchAll(/(?:[^\s"']|"[^"]*"|'[^']*')+/gu)].map(([word]) =>
    word.replaceAll(/"([^"]*)"|'([^']*)'/gu, (_, double: string | undefined, single: string | undefined) => double ?? single ?? ""),
  );
