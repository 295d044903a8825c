import { ENV_PREFIX } from "@dagwright/protocol";
import type { Diagnostic } from "../diagnostic.ts";
import { report } from "../diagnostics.ts";
import type { Component } from "../model.ts";
import { isPublicName, PUBLIC_NAME_RULE } from "../public-name.ts";
import type { Rule } from "./rule.ts";

const ID = /^[\p{L}_$][\p{L}\p{N}_$-]*$/u;
// oxlint-disable-next-line no-control-regex -- control characters are what is refused
const FILE_NAME = /^[^\u0000-\u001f/\\]+$/u;
const ENV_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/u;

const ID_RULE = "an id may hold letters, digits, _ $ and -, and begins with no digit";
const FILE_RULE = "it names a file, too, so that it may hold neither / nor \\ nor control characters, and may not be . or ..";

/** Ids can stand in paths such as `runs.2.evaluate`; names of inputs and outputs can be files; no variable is one of the step contract's. */
export const legalNames: Rule = function* ({ document, pipelines }) {
  for (const [name, component] of Object.entries(document.components)) {
    if (!isPublicName(name)) yield report("DW4103", { span: component.span }, { what: "a component", name, rule: PUBLIC_NAME_RULE });
    yield* fieldNames(component);
    yield* variables(component.config.env ?? {}, component.span);
  }
  for (const { name, pipeline, nodes } of pipelines) {
    if (!isPublicName(name)) yield report("DW4103", { span: pipeline.span }, { what: "a pipeline", name, rule: PUBLIC_NAME_RULE });
    for (const input of Object.keys(pipeline.inputs)) {
      if (!isFileName(input)) yield report("DW4103", { span: pipeline.span }, { what: "an input", name: input, rule: FILE_RULE });
    }
    for (const { node } of nodes) {
      const ids = [node.id, ...(node.kind === "forEach" ? [node.item, node.index] : []), ...(node.kind === "loop" ? [node.state] : [])];
      if (node.kind === "try" && node.catch !== undefined) ids.push(node.catch.error);
      for (const id of ids) if (!ID.test(id)) yield report("DW4103", { span: node.span }, { what: "a node", name: id, rule: ID_RULE });
      if (node.kind === "task") yield* variables({ ...node.config.env, ...decidedVariables(node.options ?? {}) }, node.span);
    }
  }
};

function* fieldNames({ input, output, span }: Component): Generator<Diagnostic> {
  for (const name of Object.keys(input?.fields ?? {})) {
    if (!isFileName(name)) yield report("DW4103", { span }, { what: "an input", name, rule: FILE_RULE });
  }
  if (output?.type.kind !== "object") return;
  for (const name of Object.keys(output.type.fields)) {
    if (!isFileName(name)) yield report("DW4103", { span }, { what: "an output", name, rule: FILE_RULE });
  }
}

const VARIABLE = "env.";
const decidedVariables = (options: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(options).flatMap(([name, value]) => (name.startsWith(VARIABLE) ? [[name.slice(VARIABLE.length), value]] : [])),
  );

function* variables(env: Readonly<Record<string, unknown>>, span: Component["span"]): Generator<Diagnostic> {
  for (const name of Object.keys(env)) {
    const rule = !ENV_NAME.test(name)
      ? "it may hold letters, digits and _, and begins with no digit"
      : name.startsWith(ENV_PREFIX)
        ? `${ENV_PREFIX}… is how a step is told what to do`
        : undefined;
    if (rule !== undefined) yield report("DW4103", { span }, { what: "an environment variable", name, rule });
  }
}

const isFileName = (name: string): boolean => FILE_NAME.test(name) && name !== "." && name !== "..";
