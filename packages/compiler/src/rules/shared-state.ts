/**
 * A variable of a module that one step changes and another reads. Each step is a process of its own, and so is whoever compiles the body: the
 * change ends with the process. A step that changes it as well keeps a cache, or a client, which is its own affair.
 */
import type { Span } from "@dagwright/protocol";
import { body } from "../diagnostics/body.ts";
import type { Frontend } from "../frontend/frontend.ts";
import type { Expression, FunctionExpression, Handle } from "../frontend/syntax.ts";
import { changedVariables } from "../graph/changed-variables.ts";
import { walk, type Syntax } from "../graph/walk-syntax.ts";
import type { CheckContext, Rule } from "./rule.ts";

export const sharedState: Rule = function* (context) {
  const [first] = context.graphs.values();
  if (first === undefined) return;
  const { frontend } = first.graph.interpreter;
  if (!frontend.hasModuleState()) return;
  const processes = [...processesOf(context, frontend)];
  const said = new Set<string>();
  for (const writer of processes) {
    for (const [variable, { name, span }] of writer.writes) {
      const reader = processes.find((other) => other !== writer && other.reads.has(variable) && !other.writes.has(variable));
      const place = JSON.stringify(span);
      if (reader === undefined || said.has(place)) continue;
      said.add(place);
      yield body("DW3005", { span }, { text: name, writer: writer.title, reader: reader.title, isBody: reader.isBody });
    }
  }
};

interface Process {
  /** `` `load` ``, or "the pipeline `main`". */
  readonly title: string;
  readonly isBody: boolean;
  readonly writes: Map<Handle, { readonly name: string; readonly span: Span }>;
  readonly reads: Set<Handle>;
}

function* processesOf({ signatures, graphs }: CheckContext, frontend: Frontend): Generator<Process, void, undefined> {
  for (const { name, declaration, implementation } of signatures.components.values())
    if (implementation.kind === "typescript" && declaration.fn !== undefined) yield read(frontend, `\`${name}\``, declaration.fn, false);
  for (const [name, { declaration }] of signatures.pipelines)
    if (declaration.fn !== undefined && graphs.has(name)) yield read(frontend, `the pipeline \`${name}\``, declaration.fn, true);
}

/** What a function does to variables of modules, and all that it calls. */
function read(frontend: Frontend, title: string, fn: FunctionExpression, isBody: boolean): Process {
  const process: Process = { title, isBody, writes: new Map(), reads: new Set() };
  const seen = new Set<Handle>();
  const visit = (code: Syntax): void => {
    if (seen.has(code.handle)) return;
    seen.add(code.handle);
    for (const node of walk(code)) {
      for (const { name, at } of changedVariables(frontend, node)) {
        const declaration = frontend.resolve(name);
        if (declaration?.kind === "moduleVariable" && declaration.package === undefined && !process.writes.has(declaration.handle))
          process.writes.set(declaration.handle, { name: declaration.name, span: at.span });
      }
      if (node.kind === "identifier" || node.kind === "property") visitName(node);
    }
  };
  const visitName = (name: Expression): void => {
    const declaration = frontend.resolve(name);
    switch (declaration?.kind) {
      case "moduleVariable":
        if (declaration.package !== undefined) return;
        process.reads.add(declaration.handle);
        if (declaration.init?.kind === "function") visit(declaration.init);
        return;
      case "moduleFunction":
        if (declaration.package === undefined) visit(declaration.fn);
        return;
      case "declared":
        // A step that is called by a step runs in its process.
        if (!isBody && declaration.declaration.fn !== undefined) visit(declaration.declaration.fn);
        return;
      default:
        return;
    }
  };
  visit(fn);
  return process;
}
