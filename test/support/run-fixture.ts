/** Runs a document in the interpreter, over the very bundles that a step would load. */
import { AsyncLocalStorage } from "node:async_hooks";
import { interpret, type ApprovalAnswers, type Document, type FakeComponent, type FakeGlue, type Interpretation } from "@dagwright/ir";
import {
  decode,
  encodeField,
  RUNTIME_SYMBOL,
  sha256,
  type ArtifactCodec,
  type ArtifactHandle,
  type JsonObject,
  type Type,
} from "@dagwright/protocol";
import { inTime } from "./step-time.ts";
import { withVariables } from "./step-variables.ts";

class MemoryArtifact {
  readonly handle: ArtifactHandle;
  readonly #text: string;
  constructor(handle: ArtifactHandle, text: string) {
    this.handle = handle;
    this.#text = text;
  }
  get metadata(): ArtifactHandle["metadata"] {
    return this.handle.metadata;
  }
  text(): Promise<string> {
    return Promise.resolve(this.#text);
  }
}

interface Attempt {
  readonly attempt: number;
  readonly print: (line: string) => void;
  readonly save: (kind: string, text: string, metadata: ArtifactHandle["metadata"]) => MemoryArtifact;
}
const attempts = new AsyncLocalStorage<Attempt>();
const current = (): Attempt => {
  const attempt = attempts.getStore();
  if (attempt === undefined) throw new Error("no step is running");
  return attempt;
};

const artifactType = (kind: string) => ({
  fromText: (text: string, options: { metadata?: ArtifactHandle["metadata"] } = {}): MemoryArtifact =>
    current().save(kind, text, options.metadata ?? {}),
});

/** The surface as the interpreter's steps see it. */
const RUNTIME = {
  Dataset: artifactType("Dataset"),
  Model: artifactType("Model"),
  component: (_options: unknown, fn: unknown): unknown => fn,
  step: {
    get attempt(): number {
      return current().attempt;
    },
  },
};

const say = console.log;
function prepare(): void {
  Object.assign(globalThis, { [Symbol.for(RUNTIME_SYMBOL)]: RUNTIME });
  console.log = (line: unknown) => {
    const attempt = attempts.getStore();
    if (attempt === undefined) say(line);
    else attempt.print(String(line));
  };
}

type Exported = (...args: readonly unknown[]) => unknown;

/** Many programs share their steps. */
const modules = new Map<string, Promise<unknown>>();

/** A function that a module exports, by the module's text. */
async function exported(source: string, name: string): Promise<Exported | undefined> {
  const loading = modules.get(source) ?? import(`data:text/javascript;base64,${Buffer.from(source).toString("base64")}`);
  modules.set(source, loading);
  const module: unknown = await loading;
  const found: unknown = typeof module === "object" && module !== null ? Reflect.get(module, name) : undefined;
  return typeof found === "function" ? (...args) => Reflect.apply(found, undefined, args) as unknown : undefined;
}

export interface FixtureRun extends Interpretation {
  /** What the steps printed. */
  readonly printed: string;
}

export async function interpretFixture(
  document: Document,
  sources: readonly string[],
  inputs: JsonObject,
  approvals: ApprovalAnswers = {},
): Promise<FixtureRun> {
  prepare();
  const texts = new Map<string, MemoryArtifact>();
  const codec: ArtifactCodec = {
    encode: (value) => (value instanceof MemoryArtifact ? value.handle : undefined),
    decode: (handle) => texts.get(handle.key),
  };
  const save: Attempt["save"] = (kind, text, metadata) => {
    const handle: ArtifactHandle = { $artifact: kind, key: `memory/${texts.size}`, digest: sha256(text), metadata };
    const artifact = new MemoryArtifact(handle, text);
    texts.set(handle.key, artifact);
    return artifact;
  };

  const runs = new Map<string, Exported>();
  const glue: Record<string, FakeGlue> = {};
  for (const source of sources) {
    const digest = sha256(source);
    const run = await exported(source, "run");
    if (run !== undefined) runs.set(digest, run);
    const part = await exported(source, "glue");
    if (part !== undefined) glue[digest] = (roots, constants) => part(roots, constants);
  }

  const lines: string[] = [];
  const components: Record<string, FakeComponent> = {};
  for (const [name, component] of Object.entries(document.components)) {
    const { implementation } = component;
    const run = implementation.kind === "typescript" ? runs.get(implementation.bundle) : undefined;
    if (run === undefined) continue;
    const inputType: Type = { kind: "object", fields: component.input?.fields ?? {} };
    components[name] = (input, { attempt, config }) =>
      attempts.run({ attempt, save, print: (line) => lines.push(line) }, async () => {
        const given = decode(input ?? {}, inputType, document.types, codec, "input");
        const result = await withVariables(config.env, () => inTime(config.timeoutSeconds, () => run(given)));
        return component.output === undefined ? undefined : encodeField(result, component.output, document.types, codec, "output");
      });
  }
  const interpretation = await interpret(document, { inputs, components, glue, approvals });
  return { ...interpretation, printed: lines.join("\n") };
}
