import { printDetail, type Change, type Detail, type Rerun } from "@dagwright/ir";
import type { PipelineDifference } from "./compare.ts";

const MARKS = { added: "+", removed: "-", changed: "~" } as const;

/** For a terminal. Empty if nothing is different. */
export const asText = (differences: readonly PipelineDifference[]): string => differences.map(pipelineText).join("\n");

function pipelineText({ pipeline, change, changes, reruns }: PipelineDifference): string {
  return [
    `${MARKS[change]} pipeline ${pipeline}\n`,
    ...changes.map((one) => changeText(one, pipeline)),
    ...rerunLists(reruns, pipeline).map(
      ({ title, steps }) => `  ${title}:\n${steps.map((step) => `      ${step.name}: ${step.why}\n`).join("")}`,
    ),
  ].join("");
}

/** More than this stands on lines of its own. */
const WIDE = 80;

function changeText(change: Change, pipeline: string): string {
  const title = `  ${MARKS[change.change]} ${titleOf(change, pipeline)}`;
  const [detail, ...more] = change.details;
  if (detail === undefined) return `${title}${change.text === undefined ? "" : `: ${change.text}`}\n`;
  if (more.length === 0 && !isWide(detail)) return `${title}: ${printDetail(detail)}\n`;
  return `${title}\n${change.details.map(detailText).join("")}`;
}

const isWide = ({ before, after }: Detail): boolean =>
  before !== undefined && after !== undefined && before !== after && before.length + after.length > WIDE;

const detailText = (detail: Detail): string =>
  isWide(detail)
    ? `      ${detail.part}\n        - ${detail.before ?? ""}\n        + ${detail.after ?? ""}\n`
    : `      ${printDetail(detail)}\n`;

/** Names the pipeline only where it is one that is called. */
export function titleOf({ subject, name, pipeline }: Change, entry: string): string {
  const of = ofCalled(pipeline, entry);
  if (subject === "output" || subject === "entry" || subject === "wrapper") return `${subject}${of}`;
  return subject === "results" ? `result${name === "value" ? "" : ` ${name}`}${of}` : `${subject} ${name}${of}`;
}

const ofCalled = (pipeline: string | undefined, entry: string): string =>
  pipeline === undefined || pipeline === entry ? "" : ` of ${pipeline}`;

export interface RerunList {
  readonly title: string;
  readonly steps: readonly { readonly name: string; readonly why: string }[];
}

/** What is sure to run again, and what only may; no list is empty. */
export function rerunLists(reruns: readonly Rerun[], entry: string): readonly RerunList[] {
  const list = (title: string, certain: boolean): readonly RerunList[] => {
    const steps = reruns
      .filter((rerun) => rerun.certain === certain)
      .map(({ step, pipeline, changes, reads }) => ({
        name: `${step}${ofCalled(pipeline, entry)}`,
        why: certain ? changes.join(", ") : `reads ${reads.join(", ")}`,
      }));
    return steps.length === 0 ? [] : [{ title, steps }];
  };
  return [...list("runs again", true), ...list("runs again if what it reads differs", false)];
}
