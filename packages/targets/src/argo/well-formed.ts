/** What Argo's own linter does not look at: that every reference is to something that exists, and is there when it is read. */
import type { DagTask, Template, Workflow } from "./manifest.ts";

/** Everything wrong with a workflow's references, as sentences; nothing = sound. Used by tests, on every workflow they make. */
export function referenceProblems(workflow: Workflow): readonly string[] {
  const templates = new Map(workflow.spec.templates.map((template) => [template.name, template]));
  const problems: string[] = [];
  const say = (template: Template, what: string): void => void problems.push(`${template.name}: ${what}`);
  const globals = new Set(workflow.spec.arguments.parameters.map(({ name }) => name));
  const { entrypoint, onExit } = workflow.spec;
  if (!templates.has(entrypoint)) problems.push(`no template is the entrypoint ${entrypoint}`);
  if (onExit !== undefined && !templates.has(onExit)) problems.push(`no template is the exit handler ${onExit}`);
  for (const name of twice(workflow.spec.templates)) problems.push(`two templates are called ${name}`);
  for (const name of twice(workflow.spec.arguments.parameters)) problems.push(`two of the workflow's parameters are called ${name}`);

  for (const template of workflow.spec.templates) {
    const text = JSON.stringify(template);
    const inputs = new Set(template.inputs?.parameters?.map(({ name }) => name));
    for (const [, name] of text.matchAll(/(?<!u007b)inputs\.parameters(?:\.|\[')([-A-Za-z0-9_]+)/gu))
      if (!inputs.has(name ?? "")) say(template, `reads its parameter ${name}, which it does not have`);
    for (const [, name] of text.matchAll(/(?<!u007b)workflow\.parameters(?:\.|\[')([-A-Za-z0-9_]+)/gu))
      if (!globals.has(name ?? "")) say(template, `reads the workflow's parameter ${name}, which is not there`);
    for (const name of twice(template.dag?.tasks ?? [])) say(template, `two of its tasks are called ${name}`);
    for (const name of twice(template.inputs?.parameters ?? [])) say(template, `takes two parameters called ${name}`);
    for (const name of twice(template.outputs?.parameters ?? [])) say(template, `gives two parameters called ${name}`);
    const tasks = new Map(template.dag?.tasks.map((task) => [task.name, task]));
    for (const task of tasks.values()) for (const problem of taskProblems(task, tasks, templates)) say(template, problem);
    for (const target of template.dag?.target?.split(" ") ?? [])
      if (!tasks.has(target)) say(template, `has no task for its target ${target}`);
    for (const { name, valueFrom } of template.outputs?.parameters ?? []) {
      if (valueFrom === undefined || !("expression" in valueFrom)) continue;
      if (/\bworkflow\./u.test(valueFrom.expression.replaceAll(/'(?:\\.|[^'\\])*'/gu, "''")))
        say(template, `its output ${name} reads of the workflow, which Argo does not know there`);
      for (const read of readsIn(valueFrom.expression))
        if (!provides(read, tasks, templates)) say(template, `its output ${name} reads ${read.task}.${read.output}, which is no output`);
    }
  }
  return problems;
}

/** Names that more than one thing has. */
const twice = (things: readonly { readonly name: string }[]): readonly string[] => [
  ...new Set(things.map(({ name }) => name).filter((name, index, names) => names.indexOf(name) !== index)),
];

interface OutputRead {
  readonly task: string;
  readonly output: string;
  /** Read in a way that also works when it is not there. */
  readonly guarded: boolean;
}

function readsIn(text: string): readonly OutputRead[] {
  const reads: OutputRead[] = [];
  for (const [, dotted, quoted, guard, output] of text.matchAll(
    /tasks(?:\.([-A-Za-z0-9]+)|\['([^']+)'\])\.outputs(\?)?\.?\??\.?parameters\??\.([A-Za-z0-9_]+)/gu,
  )) {
    reads.push({ task: dotted ?? quoted ?? "", output: output ?? "", guarded: guard !== undefined });
  }
  return reads;
}

function provides(read: OutputRead, tasks: ReadonlyMap<string, DagTask>, templates: ReadonlyMap<string, Template>): boolean {
  const called = templates.get(tasks.get(read.task)?.template ?? "");
  return called?.outputs?.parameters?.some(({ name }) => name === read.output) === true;
}

function taskProblems(task: DagTask, tasks: ReadonlyMap<string, DagTask>, templates: ReadonlyMap<string, Template>): readonly string[] {
  const problems: string[] = [];
  const called = templates.get(task.template);
  if (called === undefined) return [`${task.name} calls ${task.template}, which is no template`];
  const given = new Set(task.arguments?.parameters.map(({ name }) => name));
  const taken = called.inputs?.parameters ?? [];
  for (const { name, default: fallback } of taken)
    if (fallback === undefined && !given.has(name)) problems.push(`${task.name} does not give ${name} of ${called.name}`);
  for (const name of given)
    if (!taken.some((parameter) => parameter.name === name))
      problems.push(`${task.name} gives ${name}, which ${called.name} does not take`);
  const waited = new Map<string, string>();
  for (const [, name, outcome] of (task.depends ?? "").matchAll(/([A-Za-z][-A-Za-z0-9]*)(?:\.([A-Z][a-z]+))?/gu)) {
    if (name === undefined) continue;
    const depended = tasks.get(name);
    if (depended === undefined) problems.push(`${task.name} depends on ${name}, which is no task`);
    // A bare name also means skipped.
    const maySkip = depended?.when !== undefined || depended?.withParam !== undefined;
    waited.set(name, `${waited.get(name) ?? ""} ${outcome ?? (maySkip ? "Succeeded Skipped" : "Succeeded")}`);
  }
  const texts = [...(task.arguments?.parameters.map(({ value }) => value) ?? []), task.when ?? "", task.withParam ?? ""];
  for (const read of texts.flatMap(readsIn)) {
    if (!provides(read, tasks, templates)) problems.push(`${task.name} reads ${read.task}.${read.output}, which is no output`);
    // Argo waits for ever for an output that is not there.
    const outcomes = waited.get(read.task)?.trim();
    if (!read.guarded && outcomes !== "Succeeded")
      problems.push(`${task.name} reads ${read.task}.${read.output} but waits for ${outcomes ?? "nothing"}`);
    if (read.guarded && outcomes === undefined) problems.push(`${task.name} reads ${read.task}.${read.output} without waiting for it`);
  }
  return problems;
}
