import type { Digest } from "@dagwright/protocol";

/** One thing that is different between two documents. */
export interface Change {
  readonly change: "added" | "removed" | "changed";
  readonly subject: "entry" | "wrapper" | "type" | "component" | "pipeline" | "parameter" | "output" | "step" | "results";
  /** The pipeline that a parameter, an output, results or a step belongs to. */
  readonly pipeline?: string;
  readonly name: string;
  /** What was added, or what was removed, on one line. */
  readonly text?: string;
  /** Of something that changed: part by part. */
  readonly details: readonly Detail[];
}

/** A part that is different: new without `before`, gone without `after`. */
export interface Detail {
  /** `input.seed`, `config.memory`, `condition`, `code`, … */
  readonly part: string;
  readonly before?: string;
  readonly after?: string;
}

/** A part as people read it, and all that it is: two of one text may hold different code. */
export interface Part {
  readonly text: string;
  readonly identity: string;
}

export type Parts = ReadonlyMap<string, Part>;

const DIGEST = "sha256:";

/** A part that is nothing but code, by the beginning of its digest. */
export const codeText = (digest: Digest | undefined): string => `${DIGEST}${(digest ?? "none").slice(0, 12)}`;

export function detailsOf(before: Parts, after: Parts): readonly Detail[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((part): Detail[] => {
    const [was, is] = [before.get(part), after.get(part)];
    if (was?.identity === is?.identity) return [];
    return [{ part, ...(was === undefined ? {} : { before: was.text }), ...(is === undefined ? {} : { after: is.text }) }];
  });
}

/** A detail in words: `seed is 2, was 1`. */
export function printDetail({ part, before, after }: Detail): string {
  if (before === undefined) return `${part} is new: ${after ?? ""}`;
  if (after === undefined) return `${part} is gone, was ${before}`;
  // Nobody reads digests: in words, that it is other code is all.
  if (before.startsWith(DIGEST) && after.startsWith(DIGEST)) return `${part} changed`;
  return before === after ? `${part}: the code of ${before} changed` : `${part} is ${after}, was ${before}`;
}

/** A change in words: one line where something came or went, else a line for each part. */
export function printChange({ change, subject, pipeline, name, text, details }: Change): readonly string[] {
  const title = `${pipeline === undefined ? "" : `${pipeline}: `}${subject === name ? "" : `${subject} `}${name}`;
  switch (change) {
    case "added":
      return [`${title} is new${text === undefined ? "" : `: ${text}`}`];
    case "removed":
      return [`${title} is gone`];
    case "changed":
      return details.map((detail) => `${title}: ${printDetail(detail)}`);
  }
}
