/** A page of `docs/diagnostics`: written by hand, but for the block under its title, which is what the tools really say of its wrong example. */

export interface Page {
  readonly code: string;
  readonly title: string;
  readonly why: string;
  readonly wrong: Example;
  readonly right: Example;
  /** The page with what its wrong example gives under the title. */
  withMessage(message: string): string;
}

export interface Example {
  /** What the fence says after the backticks: the language, and `no-run` for what no test can try. */
  readonly kind: string;
  readonly text: string;
}

const LAYOUT =
  /^# (?<code>DW\d{4}): (?<title>.+)\n\n(?:```text\n[^]*?```\n\n)?## Why\n\n(?<why>[^]+?)\n\n## Wrong\n\n(?<wrong>[^]+?)\n\n## Right\n\n(?<right>[^]+)\n$/u;
const FENCE = /^```(?<kind>[^\n]*)\n(?<text>[^]*?)^```$/mu;

/** Throws where a page has another layout: they are all read in the same order. */
export function parsePage(text: string): Page {
  const { code, title, why, wrong, right } = LAYOUT.exec(text)?.groups ?? {};
  if (code === undefined || title === undefined || why === undefined) {
    throw new Error("a page is `# DWxxxx: title`, `## Why`, `## Wrong`, `## Right`, in this order; see any other one");
  }
  return {
    code,
    title,
    why,
    wrong: exampleIn(wrong, "Wrong"),
    right: exampleIn(right, "Right"),
    withMessage: (message) =>
      `# ${code}: ${title}\n\n\`\`\`text\n${message}\`\`\`\n\n## Why\n\n${why}\n\n## Wrong\n\n${wrong}\n\n## Right\n\n${right}\n`,
  };
}

function exampleIn(section: string | undefined, name: string): Example {
  const { kind, text } = FENCE.exec(section ?? "")?.groups ?? {};
  if (kind === undefined || text === undefined) throw new Error(`there is no code under \`${name}\``);
  return { kind, text };
}
