/** Glue of a pipeline, one entry for each expression: pass 5 decides where it is evaluated. Until then it is read by the id `@n`. */
import type { GlueRoot, Json, Ref, Span } from "@dagwright/protocol";
import type { TypeResult } from "../frontend/frontend.ts";
import type { GlueSource } from "../passes/glue-source.ts";
import type { Frame } from "./frame.ts";

export interface Definition {
  readonly id: string;
  readonly source: GlueSource;
  readonly roots: Readonly<Record<string, GlueRoot>>;
  readonly constants: Readonly<Record<string, Json>>;
  readonly type: TypeResult;
  /** Without a schema, such as a `Map`: other glue computes it again, nothing else can read it. */
  readonly isOpaque: boolean;
  readonly text: string;
  readonly span: Span;
  readonly frame: Frame;
  /** When it was evaluated, for its place among the nodes of the region. */
  readonly at: number;
  /** The variable that holds it: the id of its own step, if it gets one. */
  name: string | undefined;
  /** Of a block of code: what gives all that it leaves, as a record; and the key of this, where it gives that alone. */
  readonly whole?: Definition;
  readonly only?: string;
}

export class Definitions {
  readonly #all = new Map<string, Definition>();

  add(definition: Omit<Definition, "id" | "name">): Definition {
    const id = `@${this.#all.size + 1}`;
    const added: Definition = { ...definition, id, name: undefined };
    this.#all.set(id, added);
    return added;
  }

  get(id: string): Definition | undefined {
    return this.#all.get(id);
  }

  of(ref: Ref): Definition | undefined {
    return this.#all.get(ref.node);
  }

  get size(): number {
    return this.#all.size;
  }

  get all(): readonly Definition[] {
    return [...this.#all.values()];
  }
}
