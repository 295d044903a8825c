import { printDetail, type Change } from "@dagwright/ir";
import type { PipelineDifference } from "./compare.ts";
import { rerunLists, titleOf } from "./text.ts";

/** For a comment on a pull request. */
export function asMarkdown(differences: readonly PipelineDifference[], before: string, after: string): string {
  const title = `${code(before)} → ${code(after)}`;
  if (differences.length === 0) return `No pipeline differs between ${title}.\n`;
  return [`Pipelines that differ, ${title}:\n`, ...differences.map(section)].join("\n");
}

function section({ pipeline, change, changes, reruns }: PipelineDifference): string {
  const lines = [`### ${escaped(pipeline)} ${change}`, ""];
  if (changes.length > 0) lines.push("| | what | how |", "|---|---|---|", ...changes.flatMap((one) => rows(one, pipeline)), "");
  for (const { title, steps } of rerunLists(reruns, pipeline)) {
    const listed = steps.map(({ name, why }) => `${code(name)} (${escaped(why)})`).join(", ");
    lines.push(`**${title[0]?.toUpperCase() ?? ""}${title.slice(1)}:** ${listed}`, "");
  }
  return lines.join("\n");
}

const rows = (change: Change, pipeline: string): readonly string[] => {
  const head = `| ${change.change} | ${escaped(titleOf(change, pipeline))} |`;
  if (change.details.length === 0) return [`${head} ${change.text === undefined ? "" : code(change.text)} |`];
  return [`${head} ${change.details.map((detail) => escaped(printDetail(detail))).join("<br>")} |`];
};

/** Text of a user in a table: no mark-up, no new cell, no new line. */
const escaped = (text: string): string =>
  text.replaceAll(/[\\`*_{}[\]<>#|~!$@]/gu, (mark) => `&#${mark.charCodeAt(0)};`).replaceAll(/\s*\n\s*/gu, " ");

/** The fence is longer than any in the text. */
function code(text: string): string {
  const line = text.replaceAll(/\s*\n\s*/gu, " ").replaceAll("|", "\\|");
  const fence = "`".repeat(1 + Math.max(0, ...[...line.matchAll(/`+/gu)].map(([run]) => run.length)));
  return fence.length === 1 ? `\`${line}\`` : `${fence} ${line} ${fence}`;
}
