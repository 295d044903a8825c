export {
  IR_VERSION,
  type ApprovalNode,
  type BranchNode,
  type CallNode,
  type Carried,
  type Component,
  type ComputeNode,
  type ContainerToken,
  type Document,
  type EnvValue,
  type FailNode,
  type ForEachNode,
  type GroupNode,
  type Implementation,
  type LoopNode,
  type Node,
  type Pipeline,
  type PipelineInput,
  type Region,
  type StepConfig,
  type TaskNode,
  type TryNode,
} from "./model.ts";
export { configSchema, documentSchema, fieldSchema, jsonSchema, spanSchema, typeSchema, valueSchema } from "./schema.ts";
export { canonicalText, digestOf, formatDocument } from "./digest.ts";
export {
  defineDiagnostics,
  hasErrors,
  type Diagnostic,
  type Diagnostics,
  type DiagnosticText,
  type Place,
  type RelatedPlace,
  type Severity,
} from "./diagnostic.ts";
export { code } from "./code.ts";
export { report as irDiagnostics } from "./diagnostics.ts";
export {
  CANCELLED,
  failedWith,
  joinOutcomes,
  mayStart,
  OMITTED,
  runsCatch,
  runsFinally,
  settleOutcomes,
  SKIPPED,
  SUCCEEDED,
  tryOutcome,
  type Outcome,
} from "./outcome.ts";
export { execute, type ExecuteOptions, type Execution } from "./engine.ts";
export type { ApprovalCall, ComputeSite, EngineEvent, Host, HostResult, ReadScope, TaskCall } from "./engine/host.ts";
export { failureJson, settledEntry } from "./engine/settled.ts";
export { failureOf, holdsGlue } from "./engine/values.ts";
export { effectiveConfig, isRetried } from "./retry.ts";
export { configWith, RUN_TIME_OPTION, runTimeOptionField } from "./run-options.ts";
export { acceptInputs, fits, inputFromText, InputsError, normalizeJson, parseInputs, type InputProblem, type Inputs } from "./inputs.ts";
export {
  blocksIn,
  blocksOf,
  exitBlock,
  nodesOf,
  placedValues,
  regionsIn,
  rootBlock,
  valuesIn,
  type Binding,
  type Block,
  type PlacedNode,
  type PlacedValue,
  type Role,
} from "./walk.ts";
export { cycleIn, dependenciesOf, idsIn, readsOf } from "./dependencies.ts";
export { didYouMean, editDistance, nearest } from "./did-you-mean.ts";
export {
  interpret,
  APPROVAL_STEP,
  INTERPRETER_RUN,
  type ApprovalAnswer,
  type ApprovalAnswers,
  type FakeComponent,
  type FakeGlue,
  type Interpretation,
  type InterpretOptions,
  type StepCall,
} from "./interpret.ts";
export { verify, type VerifyOptions } from "./verify.ts";
export { surroundingsOf, typeOfRef, typeOfValue, under, type Surroundings } from "./infer.ts";
export type { Inferred } from "./inferred.ts";
export { typeOfNode } from "./node-type.ts";
export { isAssignable, misfitOf, type Misfit } from "./assignable.ts";
export { APPROVAL_FIELDS, FAILURE_TYPE, listedType, literalType, membersOf, resolveType, RUN_TYPE, settledType, unionOf } from "./types.ts";
export { idsInScope, resolveId, type Target } from "./scope.ts";
export { expectedAt } from "./expected.ts";
export { alwaysFails } from "./rules/phis-covered.ts";
export { MOST_TURNS } from "./rules/loop-bounds.ts";
export { DEEPEST, parseDocument, type Parsed } from "./parse.ts";
export { upgrade, type Upgraded } from "./upgrade.ts";
export { schemaText } from "./json-schema.ts";
export { renderDiagnostics, sortDiagnostics, type SourceLookup } from "./render-diagnostic.ts";
export { printConfig, printDocument } from "./print.ts";
export { printValue } from "./print-value.ts";
export { explain } from "./explain/explain.ts";
export { EXPLANATION_KINDS, type Explanation, type ExplanationKind } from "./explain/explanation.ts";
export { printChange, printDetail, type Change, type Detail } from "./diff/change.ts";
export { diffDocuments } from "./diff/diff-documents.ts";
export { rerunsAfter, type Rerun } from "./diff/reruns.ts";
export { isPublicName, PUBLIC_NAME_RULE } from "./public-name.ts";
