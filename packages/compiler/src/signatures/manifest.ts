/** The manifest of a `kubernetesResource`, as a value over its input: its function is read as the body of a pipeline is. */
import type { Diagnostic } from "@dagwright/ir";
import { refsOf, type Field, type Value } from "@dagwright/protocol";
import { declared } from "../diagnostics/interface.ts";
import type { Frontend } from "../frontend/frontend.ts";
import type { Expression } from "../frontend/syntax.ts";
import { createInterpreter } from "../graph/create-interpreter.ts";
import { Frame } from "../graph/frame.ts";
import { constantPlace } from "../graph/module-values.ts";
import { symbolic, type Val } from "../graph/values.ts";

type Report = (diagnostic: Diagnostic) => void;

const ABSENT: Value = { kind: "absent" };

export function manifestValue(frontend: Frontend, manifest: Expression, input: Readonly<Record<string, Field>>, report: Report): Value {
  const refuse = (at: Pick<Expression, "span" | "text">, why: string): Value => {
    report(declared("DW1021", { span: at.span }, { option: "manifest", text: at.text, why }));
    return ABSENT;
  };
  const it = createInterpreter({
    frontend,
    report,
    pipeline: "",
    onFailure: "settle",
    isOrdered: true,
    stepOf: () => undefined,
    configOf: () => undefined,
  });
  const frame = new Frame("body");
  const place = { ...constantPlace(manifest), frame };
  const fields = Object.keys(input).map((name): [string, Val] => [name, symbolic({ kind: "ref", node: "input", path: [name] })]);
  const val =
    manifest.kind === "function"
      ? it.invoke(manifest, place.scope, [{ kind: "record", fields: new Map(fields) }], frame, undefined)
      : it.evaluate(manifest, place, {});
  if (val.kind === "poison") return ABSENT;
  const value = it.toValue(val, manifest, manifest.span, place);
  const [node] = frame.nodes;
  if (node !== undefined) return refuse({ span: node.span, text: "this" }, "decides by a condition which statements are run");
  for (const ref of refsOf(value)) {
    const glue = it.definitions.of(ref);
    if (glue !== undefined) return refuse(glue, "is TypeScript, which nobody evaluates where a cluster applies it");
  }
  return value;
}
