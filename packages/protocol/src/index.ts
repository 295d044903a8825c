export { NAME, ENV_PREFIX, HOME_FOLDER, PROTOCOL_VERSION } from "./name.ts";
export { isJsonArray, isJsonObject, type Json, type JsonObject } from "./json.ts";
export { canonicalJson } from "./canonical.ts";
export { sha256, type Digest } from "./digest.ts";
export { FORMAT_NAMES, isFormatName, type Format } from "./format.ts";
export { jsonSchemaOf, printType, printTypeInFull, type Field, type Type, type Types } from "./type.ts";
export { holdsArtifacts } from "./holds-artifacts.ts";
export { handleJson, isArtifactHandle, mapHandles, type ArtifactHandle, type ArtifactMetadata } from "./handle.ts";
export { parseStepFailure, stepFailureJson, StepError, STEP_ERROR_KINDS, type StepErrorKind, type StepFailure } from "./step-error.ts";
export {
  ARITHMETIC_OPERATORS,
  childrenOf,
  COMPARE_OPERATORS,
  mapChildren,
  mapRefs,
  refsOf,
  type ArithmeticOperator,
  type CompareOperator,
  type Expr,
  type Glue,
  type GluePlace,
  type GlueRoot,
  type Path,
  type Ref,
  type Span,
  type Value,
} from "./value.ts";
export { durationSeconds } from "./duration.ts";
export { isQuantity } from "./quantity.ts";
export { secretVariable } from "./secret-variable.ts";
export { exhaustedText } from "./exhausted.ts";
export { evaluate, readPath, type Scope } from "./evaluate.ts";
export { CodecError, crossBoundary, decode, encode, encodeField, handlesOnly, type ArtifactCodec } from "./codec.ts";
export { escapeParameterText, toParameterText } from "./parameter-text.ts";
export { ABSENT_TEXT, failedText, jsonText, parseArgument, programLine, type Argument, type ArgumentText } from "./argument-text.ts";
export { RUNTIME_SYMBOL, STEP_ENV, STEP_FILES, type StepEvent, type StepResult, type StepSpec } from "./step-contract.ts";
