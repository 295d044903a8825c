/**
 * One DAG template while it is being built. Nodes are lowered from the last reader to the first producer, so that each producer knows
 * which of its outputs are wanted; what a template reads from outside becomes a parameter of it, filled where it is called.
 */
import type { Document } from "@dagwright/ir";
import {
  canonicalJson,
  mapRefs,
  refsOf,
  type Field,
  type Glue,
  type Json,
  type Path,
  type Ref,
  type Type,
  type Value,
} from "@dagwright/protocol";
import { tagOf, textOf, type Code } from "./expression.ts";
import { computePod } from "./compute-pod.ts";
import type { Lowering } from "./lowering.ts";
import type { DagTask, Parameter } from "./manifest.ts";
import { Names, parameterName, taskName } from "./names.ts";
import type { Read, Scope, Slot } from "./scope.ts";
import { fieldAt, fieldOfNode, RUN_FIELD } from "./types.ts";

/** How a task tells that it failed: by its phase, or (a region whose failure is observed) by its `error` output while it succeeds. */
export type Reporting = "phase" | "output";

/** An output that some reader wants of a node. */
export interface Wanted {
  readonly name: string;
  readonly path: Path;
  readonly as?: "texts";
  /** Glue that the node's own wrapper evaluates over its output, instead of a path. */
  readonly glue?: Glue;
}

/** A task of the DAG, as others in it see it. */
export interface Local {
  readonly node: string;
  readonly task: string;
  readonly reporting: Reporting;
  readonly field: Field | undefined;
  readonly wanted: Map<string, Wanted>;
  /** How much of a path the node can give as an output of its own; the rest is followed by the reader. */
  deliver(path: Path, as: "texts" | undefined): { readonly path: Path; readonly as?: "texts" } | { readonly inline: Value } | undefined;
  /** Turns what the template gives as an output into argument text; for foreign containers, whose text outputs are raw. */
  readonly decode?: (code: Code, path: Path) => Code;
  /** Whether the node's wrapper can evaluate glue over its output. */
  readonly folds?: boolean;
  /** The task runs, and fails, only where something is wrong: that it was Skipped is its success. */
  readonly guard?: boolean;
  /** The failure as text where it has one of its own, besides the `error` output. */
  readonly failure?: Code;
}

/** A task that stands for no node of its own: a side of a branch, a turn, a handler. */
export const helperTask = (node: string, task: string, reporting: Reporting): Local => ({
  node,
  task,
  reporting,
  field: undefined,
  wanted: new Map(),
  deliver: () => undefined,
});

export interface Bound {
  readonly field: Field | undefined;
  read(path: Path): Read;
  readTexts?(path: Path): Slot | undefined;
}

export class Dag implements Scope {
  readonly lowering: Lowering;
  readonly document: Document;
  readonly name: string;
  /** The pipeline whose body this is part of: the step of failures that no component has. */
  readonly pipeline: string;
  readonly tasks: { task: DagTask; position: number }[] = [];
  readonly parameters = new Map<string, { parameter: Parameter; argument: string }>();
  readonly locals = new Map<string, Local>();
  readonly bindings = new Map<string, Bound>();
  readonly taskNames = new Names("-");
  private readonly parameterNames = new Names("_");
  private readonly parent: Scope | undefined;
  private reading: Set<string> | undefined;
  /** Set while tasks are lowered that run whether or not what they read is there. */
  guarded = false;
  /** No template calls it: its parameters bring their values. */
  isEntrypoint = false;
  /** Set while the template's outputs are lowered: Argo does not know `workflow` in their expressions. */
  sealing = false;

  constructor(lowering: Lowering, name: string, parent: Scope | undefined, pipeline?: string) {
    this.pipeline = pipeline ?? (parent instanceof Dag ? parent.pipeline : lowering.document.entry);
    this.lowering = lowering;
    this.document = lowering.document;
    this.name = name;
    this.parent = parent;
  }

  local(node: string): Local {
    const local = this.locals.get(node);
    if (local === undefined) throw new Error(`no task of ${this.name} stands for ${node}`);
    return local;
  }

  taskNameOf(id: string): string {
    return this.taskNames.of(id, taskName(id));
  }

  /** Runs `lower` and gives the tasks of this DAG that it read. */
  collectReads<T>(lower: () => T): { result: T; reads: Set<string> } {
    const before = this.reading;
    const reads = new Set<string>();
    this.reading = reads;
    const result = lower();
    this.reading = before;
    return { result, reads };
  }

  read(ref: Ref): Read {
    if (ref.node === "run") {
      const { slot, rest } = runSlot(ref.path);
      return { slot: this.sealing ? this.parameter(`run.${ref.path[0]}`, ["run", ref.path[0] ?? "id"], slot) : slot, rest };
    }
    const bound = this.bindings.get(ref.node);
    if (bound !== undefined) return bound.read(ref.path);
    const local = this.locals.get(ref.node);
    if (local !== undefined) {
      this.reading?.add(ref.node);
      const delivered = local.deliver(ref.path, undefined) ?? { path: [] };
      if ("inline" in delivered) return this.readInline(delivered.inline, ref);
      return { slot: this.outputSlot(local, delivered.path, undefined), rest: ref.path.slice(delivered.path.length) };
    }
    const outer = this.outer().read(ref);
    const consumed = ref.path.slice(0, ref.path.length - outer.rest.length);
    return { slot: this.parameter(`${ref.node}.${JSON.stringify(consumed)}`, [ref.node, ...consumed], outer.slot), rest: outer.rest };
  }

  readTexts(ref: Ref): Slot | undefined {
    const bound = this.bindings.get(ref.node);
    if (bound !== undefined) return bound.readTexts?.(ref.path);
    const local = this.locals.get(ref.node);
    if (local !== undefined) {
      const delivered = local.deliver(ref.path, "texts");
      if (delivered === undefined || "inline" in delivered || delivered.as !== "texts" || delivered.path.length !== ref.path.length)
        return undefined;
      this.reading?.add(ref.node);
      return this.outputSlot(local, delivered.path, "texts");
    }
    const outer = ref.node === "run" ? undefined : this.outer().readTexts(ref);
    return outer === undefined
      ? undefined
      : this.parameter(`${ref.node}.${JSON.stringify(ref.path)}.texts`, [ref.node, ...ref.path, "texts"], outer);
  }

  /**
   * Glue that its producer evaluates: an extra output, with a guard beside it that fails where the glue threw, so that readers need not ask.
   * `undefined` where its roots do not all come from one step that has our wrapper.
   */
  foldedGlue(glue: Glue): Slot | undefined {
    const slot = this.foldedSlot(glue);
    // The guard stands where the glue is read, because there its failure belongs.
    if (slot === undefined) return undefined;
    const guard = this.guardOf(glue, slot);
    this.reading?.add(guard);
    return slot;
  }

  foldedSlot(glue: Glue): Slot | undefined {
    const nodes = new Set(refsOf(glue).map(({ node }) => node));
    const [node] = nodes;
    if (glue.place !== "producer" || nodes.size !== 1 || node === undefined || this.guarded || this.bindings.has(node) || node === "run")
      return undefined;
    const local = this.locals.get(node);
    if (local === undefined) {
      const outer = this.parent?.foldedSlot(glue);
      return outer === undefined ? undefined : this.parameter(`${node} ${keyOf(glue)}`, [node, "glue"], outer);
    }
    if (local.folds !== true) return undefined;
    const over = mapRefs(glue, (ref) => ({ ...ref, node: "output" }));
    if (over.kind !== "glue") return undefined;
    this.reading?.add(node);
    return this.wantedSlot(local, keyOf(glue), ["glue"], { path: [], glue: over });
  }

  /** The task that fails in the place of glue that threw; its id. */
  private guardOf(glue: Glue, slot: Slot): string {
    const id = `guard of ${slot.code}`;
    if (this.locals.has(id)) return id;
    const [producer] = refsOf(glue).flatMap(({ node }) => this.locals.get(node) ?? []);
    const task = this.taskNames.of(id, producer === undefined ? "glue" : `${producer.task}-glue`);
    this.locals.set(id, { node: id, task, reporting: "phase", field: undefined, wanted: new Map(), guard: true, deliver: () => undefined });
    this.add(
      {
        name: task,
        template: computePod(this.lowering, this.pipeline, [], undefined),
        ...(producer === undefined ? {} : { depends: `${producer.task}.Succeeded` }),
        when: tagOf(`${slot.code} startsWith '!'`),
        arguments: { parameters: [{ name: "value", value: slot.tag }] },
      },
      Number.POSITIVE_INFINITY,
    );
    return id;
  }

  succeeded(node: string): Slot {
    const local = this.locals.get(node);
    if (local !== undefined) {
      this.reading?.add(node);
      const code = `(${succeededCode(local)} ? 'true' : 'false')`;
      return { code, tag: tagOf(code) };
    }
    return this.parameter(`${node} succeeded`, [node, "succeeded"], this.outer().succeeded(node));
  }

  typeOf(ref: Ref): Field | undefined {
    if (ref.node === "run") return fieldAt(RUN_FIELD, ref.path, this.document.types);
    const bound = this.bindings.get(ref.node);
    if (bound !== undefined) return fieldAt(bound.field, ref.path, this.document.types);
    const local = this.locals.get(ref.node);
    if (local !== undefined) return fieldAt(local.field, ref.path, this.document.types);
    return this.parent?.typeOf(ref);
  }

  typeOfValue(value: Value): Type | undefined {
    switch (value.kind) {
      case "literal":
        return value.value === null
          ? { kind: "null" }
          : typeof value.value === "object"
            ? undefined
            : { kind: "literal", values: [value.value] };
      case "ref":
        return this.typeOf(value)?.type;
      case "compare":
      case "not":
        return { kind: "boolean" };
      case "and":
      case "or":
      case "coalesce": {
        const [left, right] = [this.typeOfValue(value.left), this.typeOfValue(value.right)];
        return left !== undefined && right !== undefined ? { kind: "union", members: [left, right] } : undefined;
      }
      case "arithmetic":
      case "length":
        return { kind: "number" };
      case "template":
        return { kind: "string" };
      case "conditional":
        return this.union(value.then, value.else);
      case "whenSucceeded":
        return this.union(value.value, value.otherwise);
      case "glue":
        return value.type;
      case "list": {
        const items = value.items.map((item) => this.typeOfValue(item));
        return items.every((item) => item !== undefined) ? { kind: "tuple", items } : undefined;
      }
      case "record": {
        const fields: Record<string, Field> = {};
        for (const [name, field] of Object.entries(value.fields)) {
          const type = this.typeOfValue(field);
          if (type === undefined) return undefined;
          fields[name] = { type, ...(this.canBeAbsent(field) ? { optional: true } : {}) };
        }
        return { kind: "object", fields };
      }
      case "absent":
        return undefined;
    }
  }

  private union(left: Value, right: Value): Type | undefined {
    const members = [left, right].filter((side) => side.kind !== "absent").map((side) => this.typeOfValue(side));
    const known = members.filter((member) => member !== undefined);
    return known.length === members.length && known.length > 0 ? { kind: "union", members: known } : undefined;
  }

  canBeAbsent(value: Value): boolean {
    switch (value.kind) {
      case "absent":
        return true;
      case "ref":
        return this.guarded || this.typeOf(value)?.optional === true || this.typeOf(value) === undefined;
      case "coalesce":
        return this.canBeAbsent(value.right);
      case "and":
      case "or":
        return this.canBeAbsent(value.left) || this.canBeAbsent(value.right);
      case "conditional":
        return this.canBeAbsent(value.then) || this.canBeAbsent(value.else);
      case "whenSucceeded":
        return this.canBeAbsent(value.value) || this.canBeAbsent(value.otherwise);
      case "literal":
      case "compare":
      case "not":
      case "arithmetic":
      case "template":
      case "length":
      case "list":
      case "record":
        return false;
      case "glue":
        return true;
    }
  }

  /** A parameter of the entrypoint's template: Argo fills it with the workflow's parameter of that name. */
  workflowParameter(name: string): Slot {
    this.parameterNames.of(name, name);
    this.parameters.set(name, { parameter: { name }, argument: `{{workflow.parameters.${name}}}` });
    return { code: `inputs.parameters['${name}']`, tag: `{{inputs.parameters.${name}}}` };
  }

  /** A parameter of this template that the caller fills with `slot`. */
  parameter(key: string, wanted: Path, slot: Slot): Slot {
    const known = this.parameters.get(key);
    const name = known?.parameter.name ?? this.parameterNames.of(key, parameterName(wanted));
    if (known === undefined) {
      const parameter = { name, ...(this.isEntrypoint ? { value: slot.tag } : {}) };
      this.parameters.set(key, { parameter, argument: slot.tag });
    }
    return { code: `inputs.parameters.${name}`, tag: `{{inputs.parameters.${name}}}` };
  }

  add(task: DagTask, position: number): void {
    this.tasks.push({ task, position });
  }

  /** Tasks in source order. */
  sortedTasks(): DagTask[] {
    return this.tasks.toSorted((a, b) => a.position - b.position).map(({ task }) => task);
  }

  private outputSlot(local: Local, path: Path, as: "texts" | undefined): Slot {
    return this.wantedSlot(local, `${JSON.stringify(path)}${as ?? ""}`, [...path, ...(as === undefined ? [] : ["texts"])], {
      path,
      ...(as === undefined ? {} : { as }),
    });
  }

  private wantedSlot(local: Local, key: string, named: Path, what: Omit<Wanted, "name">): Slot {
    const { path } = what;
    let wanted = local.wanted.get(key);
    if (wanted === undefined) {
      const taken = new Set([...local.wanted.values()].map(({ name }) => name));
      const base = parameterName(named);
      let name = base === "error" ? "error_" : base;
      for (let count = 2; taken.has(name); count += 1) name = `${base}_${count}`;
      wanted = { name, ...what };
      local.wanted.set(key, wanted);
    }
    const output = this.guarded
      ? `(tasks['${local.task}'].outputs?.parameters?.${wanted.name} ?? '')`
      : `tasks['${local.task}'].outputs.parameters.${wanted.name}`;
    if (local.decode !== undefined) {
      const code = local.decode(output, path);
      if (code !== output) return { code, tag: tagOf(code) };
    }
    return { code: output, tag: this.guarded ? tagOf(output) : `{{tasks.${local.task}.outputs.parameters.${wanted.name}}}` };
  }

  /** What a node gives in parts only is put together where it is read. */
  private readInline(value: Value, ref: Ref): Read {
    if (value.kind === "ref") return this.read(value);
    const code = textOf(value, this);
    if (code === undefined) throw new Error(`${ref.node} cannot be read in place`);
    return { slot: { code, tag: tagOf(code) }, rest: [] };
  }

  private outer(): Scope {
    if (this.parent === undefined) throw new Error(`${this.name} reads something that is in no scope`);
    return this.parent;
  }
}

// Places and texts for people do not make two pieces of glue differ.
const keyOf = (glue: Glue): string =>
  `glue ${glue.glue} ${glue.export} ${canonicalJson(JSON.parse(JSON.stringify({ roots: glue.roots, constants: glue.constants })) as Json)}`;

function runSlot(path: Path): Read {
  const [field, ...rest] = path;
  switch (field) {
    case "startedAt":
      return { slot: { code: `'"' + workflow.creationTimestamp.RFC3339 + '"'`, tag: '"{{workflow.creationTimestamp.RFC3339}}"' }, rest };
    case "status":
      return {
        slot: {
          code: `(workflow.status == 'Failed' || workflow.status == 'Error' ? '"failed"' : workflow.status == 'Succeeded' ? '"succeeded"' : '"running"')`,
          tag: "{{= workflow.status == 'Failed' || workflow.status == 'Error' ? '\"failed\"' : workflow.status == 'Succeeded' ? '\"succeeded\"' : '\"running\"' }}",
        },
        rest,
      };
    default:
      return { slot: { code: `'"' + workflow.uid + '"'`, tag: '"{{workflow.uid}}"' }, rest };
  }
}

export const statusOf = (task: string): Code => `tasks['${task}'].status`;

export function succeededCode(local: Local): Code {
  if (local.guard === true) return `${statusOf(local.task)} == 'Skipped'`;
  return local.reporting === "phase"
    ? `${statusOf(local.task)} == 'Succeeded'`
    : `(tasks['${local.task}'].outputs?.parameters?.error ?? 'none') == ''`;
}

/** `depends` on the task having gone well. */
export const wentWell = ({ task, guard }: Local): string => `${task}.${guard === true ? "Skipped" : "Succeeded"}`;

/** `depends` on each way a task can end. */
export const anyOutcome = (task: string): string =>
  `(${["Succeeded", "Failed", "Errored", "Skipped", "Omitted"].map((outcome) => `${task}.${outcome}`).join(" || ")})`;

export { fieldOfNode };
