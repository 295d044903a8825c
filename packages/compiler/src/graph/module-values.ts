/** What a name outside the body stands for: constants are folded, functions and steps kept as what they are. */
import { enumObject } from "../constants/enum-object.ts";
import { body } from "../diagnostics/body.ts";
import type { Declaration } from "../frontend/frontend.ts";
import type { Expression, Handle } from "../frontend/syntax.ts";
import { Frame } from "./frame.ts";
import type { Interpreter, Place } from "./interpreter.ts";
import { Scope } from "./scope.ts";
import { asKnown, known, POISON, UNDEFINED, type Val } from "./values.ts";

const constants = new WeakMap<Interpreter, Map<Handle, Val | "evaluating">>();

export function valueOfDeclaration(it: Interpreter, declaration: Declaration, at: Expression): Val {
  switch (declaration.kind) {
    case "declared": {
      const step = it.stepOf(declaration.declaration);
      // A step that could not be described has been reported where it is declared.
      return step === undefined ? POISON : { kind: "step", step, config: {} };
    }
    case "moduleVariable":
      return moduleVariable(it, declaration, at);
    case "moduleFunction":
      // What a package's function does is its own affair.
      return declaration.package !== undefined
        ? { kind: "named", declaration }
        : { kind: "function", fn: declaration.fn, scope: new Scope(), name: declaration.name, module: true };
    case "enumMember":
      return declaration.value === undefined ? { kind: "named", declaration } : known(declaration.value);
    case "enum": {
      const members = Object.entries(declaration.members);
      if (members.some(([, value]) => value === undefined)) return { kind: "named", declaration };
      return known(enumObject(declaration.members));
    }
    case "global":
      if (declaration.name === "undefined") return UNDEFINED;
      return { kind: "named", declaration };
    case "other":
      if (declaration.words === "this" || declaration.words === "`this`") it.report(body("DW2112", at, at));
      return { kind: "named", declaration };
    case "surface":
    case "class":
    case "artifactType":
    case "local":
    case "namespace":
      return { kind: "named", declaration };
  }
}

function moduleVariable(it: Interpreter, declaration: Declaration & { kind: "moduleVariable" }, at: Expression): Val {
  if (!declaration.constant) {
    it.report(body("DW2002", at, at));
    return POISON;
  }
  if (declaration.init === undefined) return { kind: "named", declaration };
  let known = constants.get(it);
  if (known === undefined) constants.set(it, (known = new Map<Handle, Val | "evaluating">()));
  const cached = known.get(declaration.handle);
  if (cached === "evaluating") return POISON;
  if (cached !== undefined) return cached;
  known.set(declaration.handle, "evaluating");
  const { init } = declaration;
  const { result, failed, diagnostics } = it.speculate(() => it.evaluate(init, constantPlace(init), {}));
  let val = result;
  // What is no constant can still be a helper for glue: the slicer takes it along by its symbol.
  if (
    failed ||
    (asKnown(result) === undefined &&
      result.kind !== "function" &&
      result.kind !== "step" &&
      result.kind !== "record" &&
      result.kind !== "list")
  )
    val = { kind: "named", declaration, why: diagnostics[0] };
  known.set(declaration.handle, val);
  return val;
}

/** A place where no step can be started. */
export function constantPlace(at: Expression): Place {
  const frame = new Frame("constant");
  return { scope: new Scope(), frame, fn: { returns: undefined, boundary: frame, span: at.span } };
}
