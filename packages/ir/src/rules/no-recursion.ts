import { cycleIn } from "../dependencies.ts";
import { report } from "../diagnostics.ts";
import { own } from "../own.ts";
import type { Rule } from "./rule.ts";

/** Pipelines do not call each other in a circle: a graph has an end. */
export const noRecursion: Rule = function* ({ document, pipelines }) {
  const calls = new Map(
    pipelines.map(({ name, nodes }) => [
      name,
      [
        ...new Set(
          nodes.flatMap(({ node }) => (node.kind === "call" && Object.hasOwn(document.pipelines, node.pipeline) ? [node.pipeline] : [])),
        ),
      ],
    ]),
  );
  const cycle = cycleIn(calls);
  const first = cycle === undefined ? undefined : own(document.pipelines, cycle[0] ?? "");
  if (cycle !== undefined && first !== undefined) yield report("DW4152", { span: first.span }, { cycle });
};
