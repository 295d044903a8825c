/** Runs hand-written IR in the interpreter, over the very sources that a cluster would run. */
import { AsyncLocalStorage } from "node:async_hooks";
import { interpret, type ApprovalAnswer, type Document, type FakeComponent, type Interpretation, type JsonObject } from "@dagwright/ir";
import { decode, encodeField, RUNTIME_SYMBOL, sha256, type ArtifactCodec, type ArtifactHandle, type Type } from "@dagwright/protocol";

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

const attempts = new AsyncLocalStorage<{ readonly attempt: number; readonly print: (line: string) => void }>();

/** The module's `run`, by its source text. */
async function load(source: string): Promise<(input: unknown) => Promise<unknown>> {
  const module: unknown = await import(`data:text/javascript;base64,${Buffer.from(source.replaceAll("console.log", "globalThis.__print")).toString("base64")}`);
  const run: unknown = typeof module === "object" && module !== null && "run" in module ? module.run : undefined;
  if (typeof run !== "function") throw new TypeError("the source exports no function `run`");
  return (input) => Promise.resolve(run(input));
}

export interface FixtureRun extends Interpretation {
  /** What the steps printed. */
  readonly printed: string;
}

export async function interpretFixture(document: Document, sources: readonly string[], inputs: JsonObject, approvals: Readonly<Record<string, ApprovalAnswer>> = {}): Promise<FixtureRun> {
  const texts = new Map<string, MemoryArtifact>();
  const codec: ArtifactCodec = {
    encode: (value) => (value instanceof MemoryArtifact ? value.handle : undefined),
    decode: (handle) => texts.get(handle.key),
  };
  const artifactType = (kind: string) => ({
    fromText(text: string, options: { metadata?: ArtifactHandle["metadata"] } = {}): MemoryArtifact {
      const handle: ArtifactHandle = { $artifact: kind, key: `memory/${texts.size}`, digest: sha256(text), metadata: options.metadata ?? {} };
      const artifact = new MemoryArtifact(handle, text);
      texts.set(handle.key, artifact);
      return artifact;
    },
  });
  const runtime = {
    Dataset: artifactType("Dataset"),
    step: {
      get attempt(): number {
        return attempts.getStore()?.attempt ?? 1;
      },
    },
  };
  Object.assign(globalThis, { [Symbol.for(RUNTIME_SYMBOL)]: runtime, __print: (line: string) => attempts.getStore()?.print(line) });

  const functions = new Map<string, (input: unknown) => Promise<unknown>>();
  for (const source of sources) functions.set(sha256(source), await load(source));
  const lines: string[] = [];
  const components: Record<string, FakeComponent> = {};
  for (const [name, component] of Object.entries(document.components)) {
    const { implementation } = component;
    const run = implementation.kind === "typescript" ? functions.get(implementation.bundle) : undefined;
    if (run === undefined) continue;
    const inputType: Type = { kind: "object", fields: component.input?.fields ?? {} };
    components[name] = (input, { attempt }) =>
      attempts.run({ attempt, print: (line) => lines.push(line) }, async () => {
        const result = await run(decode(input ?? {}, inputType, document.types, codec, "input"));
        return component.output === undefined ? undefined : encodeField(result, component.output, document.types, codec, "output");
      });
  }
  const interpretation = await interpret(document, { inputs, components, approvals });
  return { ...interpretation, printed: lines.join("\n") };
}
