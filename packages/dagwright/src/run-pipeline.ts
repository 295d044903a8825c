/** What a pipeline does in plain Node: runs its body; the outermost call begins the run. */
import { StepError } from "@dagwright/protocol";
import { refuseUnanswered } from "./approval-answers.ts";
import { checkedOutput, crossInput, OutputError } from "./boundary.ts";
import { CallNode } from "./call-tree.ts";
import type { Implementation } from "./declaration.ts";
import { Run } from "./run-state.ts";
import { currentScope, inScope, moveTo, type Scope } from "./scope.ts";
import type { StopGroup } from "./settle.ts";
import { settleJoins } from "./settling-all.ts";
import { thrownMessage } from "./thrown-message.ts";
import { UsageError } from "./usage-error.ts";

export interface PipelineDeclaration {
  readonly name: string;
  readonly source: () => string;
  readonly body: Implementation;
  readonly onFailure: "settle" | "stop";
  readonly onExit: Implementation | undefined;
}

/** Rejects with a `StepError`: of the step that failed, or of the pipeline where its own code threw. */
export function runPipeline(declaration: PipelineDeclaration, self: unknown, args: readonly unknown[]): Promise<unknown> {
  const scope = currentScope();
  if (scope.step !== undefined) {
    const message = `the pipeline ${declaration.name} was called inside the component ${scope.step.name}; call it in the body of a pipeline`;
    return Promise.reject(new UsageError("pipeline-in-component", message));
  }
  return scope.run === undefined ? runOutermost(declaration, self, args, scope) : runNested(declaration, self, args, scope);
}

async function runOutermost(declaration: PipelineDeclaration, self: unknown, args: readonly unknown[], scope: Scope): Promise<unknown> {
  refuseUnanswered(declaration, scope);
  const run = new Run();
  const inside: Scope = { ...scope, run, runFacts: run, node: CallNode.root(), ...stopOf(declaration, undefined) };
  const input = crossInput(args);
  const endSettling = settleJoins();
  try {
    const value = await inScope(inside, () => runBody(declaration, self, input));
    run.status = "succeeded";
    return value;
  } catch (error) {
    run.status = "failed";
    throw error;
  } finally {
    try {
      await run.steps.whenQuiet();
      await cleanUp(declaration, self, input, inside);
    } finally {
      endSettling();
    }
  }
}

function runNested(declaration: PipelineDeclaration, self: unknown, args: readonly unknown[], scope: Scope): Promise<unknown> {
  const call = (scope.node ?? CallNode.root()).next();
  const [body = call] = call.bodies(1);
  const inside: Scope = { ...scope, node: body, ...stopOf(declaration, scope.stop) };
  const result = inScope(inside, async () => {
    try {
      return await runBody(declaration, self, crossInput(args));
    } finally {
      call.isSettled = true;
    }
  });
  moveTo(call);
  result.catch(() => {});
  return result;
}

async function runBody(declaration: PipelineDeclaration, self: unknown, input: readonly unknown[]): Promise<unknown> {
  try {
    return checkedOutput(await declaration.body(self, input));
  } catch (error) {
    throw asStepError(error, declaration.name);
  }
}

/** What a body throws itself fails the run as its pipeline's. */
function asStepError(error: unknown, name: string): unknown {
  if (error instanceof StepError || error instanceof UsageError) return error;
  const kind = error instanceof OutputError ? "invalid-output" : "thrown";
  return new StepError({ step: name, attempt: 1, kind, message: thrownMessage(error) }, { cause: error });
}

const stopOf = ({ onFailure }: PipelineDeclaration, parent: StopGroup | undefined): { readonly stop?: StopGroup } =>
  onFailure === "stop" ? { stop: { parent, failure: undefined } } : parent === undefined ? {} : { stop: parent };

/** As on a cluster, a failing clean-up does not change how the run ended. */
async function cleanUp({ onExit, name }: PipelineDeclaration, self: unknown, input: readonly unknown[], scope: Scope): Promise<void> {
  if (onExit === undefined) return;
  try {
    await inScope({ ...scope, node: CallNode.root() }, async () => await onExit(self, input));
  } catch (error) {
    process.emitWarning(`onExit of the pipeline ${name} failed: ${thrownMessage(error)}`);
  }
}
