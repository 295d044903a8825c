/** A value of the IR as the text a step is given: evaluated here when it is plain, else a program that the step's own wrapper evaluates. */
import { holdsGlue, type ReadScope } from "@dagwright/ir";
import {
  ABSENT_TEXT,
  evaluate,
  jsonText,
  mapChildren,
  mapRefs,
  programLine,
  type ArgumentText,
  type Json,
  type Ref,
  type Value,
} from "@dagwright/protocol";

/** Throws where JavaScript would, when the value holds no glue; a program throws where it is evaluated. */
export function argumentText(value: Value, scope: ReadScope): ArgumentText {
  return holdsGlue(value) ? programText(value, scope) : jsonText(evaluatePlain(value, scope));
}

/** The value of an expression. The runner's process never runs a user's code, so glue is none. */
export function evaluatePlain(value: Value, scope: ReadScope): Json | undefined {
  return evaluate(value, {
    ...scope,
    glue: () => {
      throw new TypeError("glue is evaluated in a step");
    },
  });
}

function programText(value: Value, scope: ReadScope): ArgumentText {
  const lines: ArgumentText[] = [];
  const indexes = new Map<string, number>();
  const program = mapRefs(decided(value, scope), (ref) => {
    const { text, path } = rootOf(ref, scope);
    const name = JSON.stringify([text, path]);
    const index = indexes.get(name) ?? lines.push(text) - 1;
    indexes.set(name, index);
    return { kind: "ref", node: String(index), path };
  });
  return [programLine(program), ...lines].join("\n");
}

/** Reads what the program may read. A path that leads nowhere stays in it, so that it throws only where it is really followed. */
function rootOf(ref: Ref, scope: ReadScope): { readonly text: ArgumentText; readonly path: Ref["path"] } {
  for (let length = ref.path.length; ; length--) {
    try {
      return { text: rootText(scope.read({ ...ref, path: ref.path.slice(0, length) })), path: ref.path.slice(length) };
    } catch (error) {
      if (!(error instanceof TypeError) || length === 0) throw error;
    }
  }
}

const rootText = (value: Json | undefined): ArgumentText => (value === undefined ? ABSENT_TEXT : jsonText(value));

/** Which nodes succeeded is known here and not in the step: such choices are made before the program leaves. */
function decided(value: Value, scope: ReadScope): Value {
  if (value.kind === "whenSucceeded") return decided(scope.succeeded(value.node) ? value.value : value.otherwise, scope);
  return mapChildren(value, (part) => decided(part, scope));
}
