/** Argument texts → JSON: evaluates the programs among them, glue included. */
import {
  CodecError,
  decode,
  encode,
  evaluate,
  handlesOnly,
  parseArgument,
  readPath,
  type Argument,
  type ArgumentText,
  type Digest,
  type Glue,
  type Json,
  type StepFailure,
  type Types,
  type Value,
} from "@dagwright/protocol";
import { childrenOf } from "@dagwright/protocol";
import type { BundleFunction } from "./bundles.ts";

/** What an input brings instead of a value: its producer's glue failed. */
export class InputFailure extends Error {
  override readonly name = "InputFailure";
  readonly failure: StepFailure;
  constructor(failure: StepFailure) {
    super(failure.message);
    this.failure = failure;
  }
}

export type LoadGlue = (bundle: Digest, name: string) => Promise<BundleFunction>;

/** The value of one input; `undefined` = absent. Throws an `InputFailure`, or whatever the user's glue throws. */
export async function readArgument(text: ArgumentText, types: Types, load: LoadGlue): Promise<Json | undefined> {
  const argument = parseArgument(text);
  switch (argument.kind) {
    case "absent":
      return undefined;
    case "json":
      return argument.value;
    case "failed":
      throw new InputFailure(argument.failure);
    case "program":
      return evaluateProgram(argument.value, argument.roots, types, load);
  }
}

async function evaluateProgram(value: Value, roots: readonly ArgumentText[], types: Types, load: LoadGlue): Promise<Json | undefined> {
  const glue = await loadGlueOf(value, load);
  const given = roots.map(parseArgument);
  return evaluate(value, {
    // A failed root fails only an expression that comes to read it: `a?.b ? a.b.c : 0` may never do.
    read: (ref) => readPath(rootValue(given[Number(ref.node)]), ref.path),
    succeeded: (node) => {
      throw new Error(`a program cannot ask whether ${node} succeeded`);
    },
    glue: (part, given) => callGlue(part, given, types, glue),
  });
}

/** The carrier may have cut empty lines at the end: a root that is not there is absent. */
function rootValue(root: Argument = { kind: "absent" }): Json | undefined {
  switch (root.kind) {
    case "absent":
      return undefined;
    case "json":
      return root.value;
    case "failed":
      throw new InputFailure(root.failure);
    case "program":
      throw new SyntaxError("a root of a program is a program");
  }
}

/** Loads what a value's glue needs, so that evaluating it is synchronous, as the user's expression is. */
export async function loadGlueOf(value: Value, load: LoadGlue): Promise<ReadonlyMap<string, BundleFunction>> {
  const loaded = new Map<string, BundleFunction>();
  const visit = async (part: Value): Promise<void> => {
    if (part.kind === "glue") loaded.set(`${part.glue} ${part.export}`, await load(part.glue, part.export));
    for (const child of childrenOf(part)) await visit(child);
  };
  await visit(value);
  return loaded;
}

/** Calls glue as the user's expression would be: over revived, frozen values; artifacts are handles with `.metadata`. */
export function callGlue(
  glue: Glue,
  given: Readonly<Record<string, Json | undefined>>,
  types: Types,
  loaded: ReadonlyMap<string, BundleFunction>,
): Json | undefined {
  const run = loaded.get(`${glue.glue} ${glue.export}`);
  if (run === undefined) throw new Error(`the glue \`${glue.source}\` was not loaded`);
  const roots: Record<string, unknown> = {};
  for (const [name, root] of Object.entries(glue.roots)) {
    const json = given[name];
    if (json !== undefined) roots[name] = decode(json, root.type, types, handlesOnly, name);
    else if (root.optional !== true) throw new CodecError(name, "is absent");
  }
  const result = run(Object.freeze(roots), glue.constants);
  return result === undefined ? undefined : encode(result, glue.type, types, handlesOnly, "value");
}
