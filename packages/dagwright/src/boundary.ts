/** The step boundary in plain Node, where no schema is known: JSON and artifacts, copied and frozen. */
import { CodecError, crossBoundary, type ArtifactCodec } from "@dagwright/protocol";
import { handleOf } from "./artifact.ts";

const liveArtifacts: ArtifactCodec = {
  encode: (value) => handleOf(value),
  decode: (handle) => handle,
};

/** The one argument as the step sees it. Throws a `CodecError` that names the path of what cannot cross. */
export function crossInput(args: readonly unknown[]): readonly unknown[] {
  const [input] = args;
  if (input === undefined) return [];
  return [crossBoundary(input, liveArtifacts, "input")];
}

export const crossOutput = (value: unknown): unknown => crossBoundary(value, liveArtifacts, "output");

/** A result that cannot cross. */
export class OutputError extends Error {
  override readonly name = "OutputError";
  constructor(cause: CodecError) {
    super(cause.message, { cause });
  }
}

/** `crossOutput`, with an error that tells a bad result from anything the user's code threw. */
export function checkedOutput(value: unknown): unknown {
  try {
    return crossOutput(value);
  } catch (error) {
    throw error instanceof CodecError ? new OutputError(error) : error;
  }
}
