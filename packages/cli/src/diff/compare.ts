/** The comparison of all pipelines of two sides. */
import { diffDocuments, rerunsAfter, type Change, type Rerun } from "@dagwright/ir";
import type { CompiledPipeline } from "../project/compiled.ts";

export interface PipelineDifference {
  readonly pipeline: string;
  readonly change: "added" | "removed" | "changed";
  readonly changes: readonly Change[];
  /** Of a pipeline that both sides have. */
  readonly reruns: readonly Rerun[];
}

/** None = both sides mean the same. */
export function compare(before: readonly CompiledPipeline[], after: readonly CompiledPipeline[]): readonly PipelineDifference[] {
  const names = new Set([...before, ...after].map(({ name }) => name));
  return [...names].flatMap((pipeline): PipelineDifference[] => {
    const [was, is] = [before, after].map((side) => side.find(({ name }) => name === pipeline)?.document);
    if (was === undefined) return [{ pipeline, change: "added", changes: [], reruns: [] }];
    if (is === undefined) return [{ pipeline, change: "removed", changes: [], reruns: [] }];
    const changes = diffDocuments(was, is);
    return changes.length === 0 ? [] : [{ pipeline, change: "changed", changes, reruns: rerunsAfter(was, is) }];
  });
}
