/** The conformance catalogue: one program a behaviour, and the page that lists them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./command.ts";
import { PROGRAM_NAMES } from "./differential.ts";

export interface Behaviour {
  readonly name: string;
  /** What the program shows, as its first line says. */
  readonly sentence: string;
}

const PROGRAMS = "test/differential/programs";

export const BEHAVIOURS: readonly Behaviour[] = PROGRAM_NAMES.map((name) => {
  const [first = ""] = readFileSync(join(root, PROGRAMS, `${name}.ts`), "utf8").split("\n", 1);
  return { name, sentence: /^\/\*\* (.+) \*\/$/u.exec(first)?.[1] ?? "" };
});

/** By what the names of their programs begin with; the first that fits counts. */
const GROUPS: readonly (readonly [title: string, names: RegExp])[] = [
  ["Approvals", /^approval-/u],
  ["Artifacts", /^(?:failure-)?(?:loop-)?artifacts?\b/u],
  ["Options, retries and timeouts", /^(?:failure-)?(?:options|retry|timeout)\b/u],
  ["Settled groups", /^(?:failure-)?settled\b/u],
  ["Fan-out", /^(?:failure-)?(?:fan-out|unrolled|called-in-fan-out)\b/u],
  ["Loops", /^(?:failure-)?loops?\b/u],
  ["Helpers and called pipelines", /^(?:failure-)?(?:generic|helpers?|nested|in-helpers?|in-called)\b/u],
  ["Failures: catch and finally", /^failure-/u],
  ["Branches and early returns", /^(?:branch|switch|choices|early)\b/u],
  ["Order and promises", /^(?:sequence|later|parallel|promises?)\b/u],
  ["Values and text", /^(?:glue|hostile|lists|optional|reading|rest|spread|template|value)-/u],
];

/** Reads from values to approvals. */
export function grouped(): readonly { readonly title: string; readonly behaviours: readonly Behaviour[] }[] {
  const titles = Map.groupBy(BEHAVIOURS, ({ name }) => GROUPS.find(([, names]) => names.test(name))?.[0] ?? "Others");
  return [...GROUPS.map(([title]) => title).toReversed(), "Others"].flatMap((title) => {
    const behaviours = titles.get(title);
    return behaviours === undefined ? [] : [{ title, behaviours }];
  });
}

/** `documents` = what the hand-written documents of the contract show, each a sentence. */
export function catalogueText(documents: readonly string[]): string {
  const groups = grouped();
  const table = ({ title, behaviours }: (typeof groups)[number]): string =>
    [
      `## ${title} (${behaviours.length})`,
      "",
      "| behaviour | program |",
      "|---|---|",
      ...behaviours.map(({ name, sentence }) => `| ${cell(sentence)} | [${name}](../${PROGRAMS}/${name}.ts) |`),
    ].join("\n");
  return `# Conformance

<!-- \`npm run goldens\` writes this page from the first lines of the programs. -->

${BEHAVIOURS.length} programs, one a behaviour, and ${documents.length} hand-written documents. Each program runs in plain Node (\`await main({})\`), in the interpreter, in the
local runner ([\`test/differential/differential.test.ts\`](../test/differential/differential.test.ts), part of \`npm test\`) and on a real Argo controller
([\`test/cluster/differential.test.ts\`](../test/cluster/differential.test.ts), part of \`npm run test:cluster\`), with one result: the same calls with the same arguments, the same
output, the same error (step, kind, attempt), and nothing that starts before what plain Node waits for. Random programs run beside them.

${groups.map(table).join("\n\n")}

## Hand-written documents (${documents.length})

They run in the interpreter and on the controller ([\`test/cluster/contract.test.ts\`](../test/cluster/contract.test.ts)): what the compiler would not write, others may.

${documents.map((name) => `- ${name}`).join("\n")}
`;
}

const cell = (text: string): string => text.replaceAll("|", "\\|");
