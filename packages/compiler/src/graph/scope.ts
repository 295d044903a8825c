import type { Field } from "@dagwright/protocol";
import type { Handle } from "../frontend/syntax.ts";
import type { Frame } from "./frame.ts";
import type { Val } from "./values.ts";

/** A variable of the body. What it holds at a place is the frame's affair; this is what it began with. */
export interface Binding {
  readonly name: string;
  readonly initial: Val;
  readonly mutable: boolean;
  /** The pattern that declares it: what the frontend knows its type by. */
  readonly handle: Handle;
  /** Its type, where the compiler has made it. */
  readonly field?: Field;
  /** The region it was declared in. */
  readonly frame: Frame;
}

/** Names visible at a place, from the inside out. */
export class Scope {
  readonly #names = new Map<string, Binding>();
  readonly parent: Scope | undefined;

  constructor(parent?: Scope) {
    this.parent = parent;
  }

  /** Variables declared here itself. */
  get own(): readonly Binding[] {
    return [...this.#names.values()];
  }

  declare(binding: Binding): void {
    this.#names.set(binding.name, binding);
  }

  find(name: string): Binding | undefined {
    return this.#names.get(name) ?? this.parent?.find(name);
  }
}
