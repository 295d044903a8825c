/** READ THIS FIRST: the pure scheduler that interprets a document. Who runs the steps is the host's business. */
import type { Json, JsonObject } from "@dagwright/protocol";
import type { Context } from "./engine/context.ts";
import { frame } from "./engine/frame.ts";
import type { Host } from "./engine/host.ts";
import { runTask } from "./engine/node.ts";
import { runBlock } from "./engine/region.ts";
import { InputsError, parseInputs } from "./inputs.ts";
import type { Document } from "./model.ts";
import type { Outcome } from "./outcome.ts";
import { own } from "./own.ts";

export interface ExecuteOptions {
  /** JSON by input name; defaults are applied. */
  readonly inputs: JsonObject;
  /** What `run` reads as; `startedAt` is ISO 8601. */
  readonly run: { readonly id: string; readonly startedAt: string };
  readonly host: Host;
  /** Aborting cancels the run: nothing new starts, and neither `catch` nor `finally` runs. Stopping what runs is the host's task. */
  readonly signal?: AbortSignal;
  /** Instead of the document's entry. */
  readonly pipeline?: string;
}

export interface Execution {
  readonly outcome: Outcome;
  /** The entry's output; absent if it has none or did not succeed. */
  readonly output: Json | undefined;
  /** How `onExit` ended, if there is one. It changes nothing about `outcome`. */
  readonly onExit?: Outcome;
}

/**
 * Runs a verified document:
 *
 *     inputs ─► body ─► regions ─► nodes ─► host.runTask, host.compute, host.approve
 *                 └─ outcome ─► onExit
 *
 * A node starts when all it names in `order`, and all that it or anything inside it reads, has succeeded. A region ends when everything
 * in it has settled. Resolves whatever happens to the steps; throws an `InputsError` before anything starts.
 */
export async function execute(document: Document, options: ExecuteOptions): Promise<Execution> {
  const { host, signal } = options;
  const name = options.pipeline ?? document.entry;
  const accepted = parseInputs(document, options.inputs, name);
  if ("problems" in accepted) throw new InputsError(accepted.problems);
  const pipeline = own(document.pipelines, name);
  if (pipeline === undefined) throw new TypeError(`no pipeline is called ${name}`);

  let wasCancelled = false;
  const context: Context = {
    document,
    host,
    isCancelled: () => wasCancelled || signal?.aborted === true,
    cancel: () => {
      wasCancelled = true;
    },
    emit: (event) => host.event?.(event),
    runBlock: (inner, path, results, extra) => runBlock(context, inner, path, results, extra),
  };
  const run: JsonObject = { id: options.run.id, startedAt: options.run.startedAt };
  const bindings = new Map<string, Json>([
    ["input", accepted.inputs],
    ["run", run],
  ]);
  const body = frame({ pipeline: name, region: pipeline.body, prefix: "", bindings });
  const { outcome, values } = await runBlock(context, body, "output", pipeline.output === undefined ? [] : ["value"]);
  const output = outcome.kind === "succeeded" ? values["value"] : undefined;
  const { onExit } = pipeline;
  if (onExit === undefined) return { outcome, output };
  const outside = frame({ pipeline: name, region: { nodes: [onExit], results: {}, onFailure: "settle" }, prefix: "", bindings });
  context.emit({ type: "started", path: onExit.id, node: onExit });
  const exit = await runTask(context, outside, onExit, onExit.id, true);
  context.emit({ type: "ended", path: onExit.id, node: onExit, outcome: exit.outcome });
  return { outcome, output, onExit: exit.outcome };
}
