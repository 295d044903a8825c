/** Binding names: parameters, declarations, assignments. */
// `at` is the whole initialiser: only its own rest can be told from its type.
import type { Path } from "@dagwright/protocol";
import { body } from "../diagnostics/body.ts";
import type { Expression, Pattern } from "../frontend/syntax.ts";
import { accessVal } from "./access.ts";
import type { Hint, Interpreter, Place } from "./interpreter.ts";
import { nameDefinition } from "./glue-values.ts";
import { markAwaited } from "./mark-awaited.ts";
import type { Binding } from "./scope.ts";
import { asKnown, POISON, symbolic, type Val } from "./values.ts";

/** `const report = …` names its step; `const [a, b] = await Promise.all([…])` names several. */
export function hintOf(pattern: Pattern): Hint {
  if (pattern.kind === "name") return { name: pattern.name };
  if (pattern.kind === "arrayPattern")
    return { names: pattern.elements.map((element) => (element?.pattern.kind === "name" ? element.pattern.name : undefined)) };
  return {};
}

/** Declares the names of a pattern with the parts of a value. */
export function bindPattern(it: Interpreter, pattern: Pattern, val: Val, at: Expression | undefined, place: Place, mutable: boolean): void {
  destructure(it, pattern, storable(it, val, at, place), at, place, (name, part) => {
    const binding: Binding = {
      name: name.name,
      initial: nameDefinition(it, part, name.name, place),
      mutable,
      handle: name.handle,
      frame: place.frame,
    };
    place.scope.declare(binding);
  });
}

/** Takes a value apart along a pattern. */
export function destructure(
  it: Interpreter,
  pattern: Pattern,
  val: Val,
  at: Expression | undefined,
  place: Place,
  bind: (name: Pattern & { kind: "name" }, part: Val) => void,
): void {
  const source = settled(it, pattern, val, place);
  switch (pattern.kind) {
    case "name":
      bind(pattern, source);
      return;
    case "objectPattern": {
      for (const member of pattern.members) {
        const part = withDefault(it, accessVal(it, source, member.key, pattern.span, pattern.text), member.default, place);
        destructure(it, member.pattern, part, at, place, bind);
      }
      if (pattern.rest !== undefined) destructure(it, pattern.rest, restOfObject(it, pattern, source, at), at, place, bind);
      return;
    }
    case "arrayPattern": {
      for (const [index, element] of pattern.elements.entries()) {
        if (element === null) continue;
        const part = withDefault(it, accessVal(it, source, index, pattern.span, pattern.text), element.default, place);
        destructure(it, element.pattern, part, at, place, bind);
      }
      if (pattern.rest !== undefined) destructure(it, pattern.rest, restOfArray(it, pattern, source), at, place, bind);
      return;
    }
    case "otherPattern":
      it.report(body("DW2100", pattern, { text: pattern.text, words: pattern.words }));
  }
}

/** Glue is evaluated once, before its parts are read. */
const settled = (it: Interpreter, pattern: Pattern, val: Val, place: Place): Val =>
  val.kind === "glue" && pattern.kind !== "name" ? nameDefinition(it, val, undefined, place) : val;

/** Only a direct step promise may be kept in a variable. */
function storable(it: Interpreter, val: Val, at: Expression | undefined, place: Place): Val {
  if (val.kind !== "asyncCall" && val.kind !== "each" && val.kind !== "all") return val;
  it.report(body("DW2208", { span: at?.span ?? place.fn.span }, { text: at?.text ?? "" }));
  markAwaited(it, val);
  return POISON;
}

/** A default stands for what is absent. */
function withDefault(it: Interpreter, val: Val, otherwise: Expression | undefined, place: Place): Val {
  if (otherwise === undefined || val.kind === "poison") return val;
  const constant = asKnown(val);
  if (constant !== undefined) return constant.value === undefined ? it.evaluate(otherwise, place) : val;
  if (val.kind !== "symbolic") return val;
  const fallback = it.toValue(it.evaluate(otherwise, place), otherwise, otherwise.span, place);
  return symbolic({
    kind: "conditional",
    test: { kind: "compare", op: "===", left: val.value, right: { kind: "absent" } },
    then: fallback,
    else: val.value,
  });
}

function restOfObject(it: Interpreter, pattern: Pattern & { kind: "objectPattern" }, val: Val, at: Expression | undefined): Val {
  const taken = new Set(pattern.members.map((member) => member.key));
  if (val.kind === "record") return { kind: "record", fields: new Map([...val.fields].filter(([name]) => !taken.has(name))) };
  const constant = asKnown(val)?.value;
  if (typeof constant === "object" && constant !== null && !Array.isArray(constant)) {
    return { kind: "known", value: Object.fromEntries(Object.entries(constant).filter(([name]) => !taken.has(name))) };
  }
  const properties = at === undefined ? undefined : it.frontend.facts(at).closedProperties;
  if (val.kind === "symbolic" && val.value.kind === "ref" && properties !== undefined) {
    const ref = val.value;
    const read = (name: string): Val => {
      const path: Path = [...ref.path, name];
      return symbolic({ ...ref, path });
    };
    return { kind: "record", fields: new Map(properties.filter(({ name }) => !taken.has(name)).map(({ name }) => [name, read(name)])) };
  }
  if (val.kind !== "poison")
    it.report(body("DW2102", pattern, { text: pattern.rest?.text ?? "", help: "name the fields you need: `const { a, b } = …`" }));
  return POISON;
}

function restOfArray(it: Interpreter, pattern: Pattern & { kind: "arrayPattern" }, val: Val): Val {
  if (val.kind === "list") return { kind: "list", items: val.items.slice(pattern.elements.length), owner: val.owner };
  const constant = asKnown(val)?.value;
  if (Array.isArray(constant)) return { kind: "known", value: constant.slice(pattern.elements.length) };
  const help = `\`const ${pattern.rest?.text ?? "others"} = list.slice(${pattern.elements.length})\``;
  if (val.kind !== "poison") it.report(body("DW2102", pattern, { text: pattern.rest?.text ?? "", help }));
  return POISON;
}
