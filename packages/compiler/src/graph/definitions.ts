/** Glue of a pipeline, one entry for each expression: pass 5 decides where it is evaluated. Until then it is read by the id `@n`. */
import type { Json, Ref, Span } from "@dagwright/protocol";
import type { TypeResult } from "../frontend/frontend.ts";
import type { Binding } from "./scope.ts";
import type { Expression } from "../frontend/syntax.ts";
import type { GlueSource } from "../passes/glue-source.ts";
import type { Frame } from "./frame.ts";
import type { GlueRoot } from "@dagwright/protocol";

export interface Definition {
  readonly id: string;
  readonly source: GlueSource;
  readonly roots: Readonly<Record<string, GlueRoot>>;
  readonly constants: Readonly<Record<string, Json>>;
  readonly type: TypeResult;
  readonly text: string;
  readonly span: Span;
  readonly expression: Expression;
  readonly frame: Frame;
  /** When it was evaluated, for its place among the nodes of the region. */
  readonly at: number;
  /** The variable that holds it: the id of its own step, if it gets one. */
  name: string | undefined;
  binding: Binding | undefined;
}

export class Definitions {
  readonly #all = new Map<string, Definition>();

  add(definition: Omit<Definition, "id" | "name" | "binding">): Definition {
    const id = `@${this.#all.size + 1}`;
    const added: Definition = { ...definition, id, name: undefined, binding: undefined };
    this.#all.set(id, added);
    return added;
  }

  get(id: string): Definition | undefined {
    return this.#all.get(id);
  }

  of(ref: Ref): Definition | undefined {
    return this.#all.get(ref.node);
  }

  get all(): readonly Definition[] {
    return [...this.#all.values()];
  }
}
