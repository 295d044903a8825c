/**
 * Pass 5: decides where each piece of glue is evaluated. In the wrapper of the TypeScript step that is given its value; where something else
 * needs it, in the wrapper of the one TypeScript step that all of it comes from; else in a step of its own. Neighbours that feed each other
 * are evaluated in one place.
 */
import type { ComputeNode, Node, Region, TaskNode } from "@dagwright/ir";
import {
  childrenOf,
  mapChildren,
  refsOf,
  type Digest,
  type Glue,
  type GluePlace,
  type Path,
  type Ref,
  type Type,
  type Value,
} from "@dagwright/protocol";
import type { Definition } from "../graph/definitions.ts";
import { mapRegion, type Site } from "../graph/map-values.ts";
import { reduceOrder } from "../graph/reduce-order.ts";
import { typeAt } from "../graph/type-at.ts";
import type { Graph } from "./4-graph.ts";
import type { GlueSource } from "./glue-source.ts";

/** Glue by the stand-in for its digest, which pass 8 replaces. */
export type GlueRequests = ReadonlyMap<Digest, GlueSource>;

export interface PlacedGraph {
  readonly graph: Graph;
  readonly body: Region;
  readonly onExit: TaskNode | undefined;
  readonly glue: GlueRequests;
}

export interface GlueContext {
  /** Whether a component's wrapper can evaluate glue. */
  readonly isTypeScript: (component: string) => boolean;
}

export function placeGlue(graph: Graph, context: GlueContext): PlacedGraph {
  const placing = new Placing(graph, context);
  const body = placing.place(graph.body);
  const onExit = graph.onExit === undefined ? undefined : placing.onExit(graph.onExit);
  return { graph, body, onExit, glue: placing.requests };
}

class Placing {
  readonly requests = new Map<Digest, GlueSource>();
  readonly #graph: Graph;
  readonly #context: GlueContext;
  /** Components by the id of the task. */
  readonly #tasks = new Map<string, string>();
  /** Glue that something other than a TypeScript step is given. */
  readonly #needed = new Set<Definition>();
  readonly #used = new Set<Definition>();
  readonly #computed = new Map<Definition, string>();
  readonly #producers = new Map<Definition, boolean>();

  constructor(graph: Graph, context: GlueContext) {
    this.#graph = graph;
    this.#context = context;
  }

  place(body: Region): Region {
    this.#survey(body);
    for (const definition of this.#graph.interpreter.definitions.all) {
      if (!this.#needed.has(definition) || this.#producerOf(definition)) continue;
      const { ids } = this.#graph.interpreter;
      this.#computed.set(definition, ids.allocate(definition.name ?? "glue"));
    }
    return mapRegion(body, {
      value: (value, site) => this.#resolve(value, this.#isStep(site) ? "step" : this.#isConsumer(site) ? "consumer" : "producer"),
      region: (before, after) => reduceOrder(this.#withComputed(before, after)),
    });
  }

  onExit(node: TaskNode): TaskNode {
    return {
      ...node,
      args: Object.fromEntries(Object.entries(node.args).map(([name, value]) => [name, this.#resolve(value, "consumer")])),
    };
  }

  /** Who uses which glue for what. */
  #survey(body: Region): void {
    const note = (value: Value, isConsumer: boolean): Value => {
      for (const ref of refsOf(value)) this.#note(ref, isConsumer);
      return value;
    };
    mapRegion(body, {
      value: (value, site) => note(value, this.#isStep(site) || this.#isConsumer(site)),
      region: (before, after) => {
        for (const node of before.nodes) if (node.kind === "task") this.#tasks.set(node.id, node.component);
        return after;
      },
    });
    // Glue that another reads is evaluated where that one is, unless that is the step that both come from.
    for (const definition of this.#graph.interpreter.definitions.all.toReversed()) {
      if (!this.#used.has(definition)) continue;
      for (const ref of rootRefs(definition)) {
        const inner = this.#graph.interpreter.definitions.of(ref);
        if (inner === undefined) continue;
        this.#used.add(inner);
        if (this.#selected(inner, ref.path) === undefined) this.#needed.add(inner);
      }
    }
  }

  #note(ref: Ref, isConsumer: boolean): void {
    const definition = this.#graph.interpreter.definitions.of(ref);
    if (definition === undefined) return;
    this.#used.add(definition);
    if (!isConsumer || this.#selected(definition, ref.path) === undefined) this.#needed.add(definition);
  }

  /** Glue that the body evaluates for itself has its step already. */
  #isStep(site: Site): boolean {
    return site.kind === "part" && site.node.kind === "compute";
  }

  #isConsumer(site: Site): boolean {
    return site.kind === "argument" && site.node.kind === "task" && this.#context.isTypeScript(site.node.component);
  }

  /** Whether all that the glue reads comes from one TypeScript step. */
  #producerOf(definition: Definition): boolean {
    let known = this.#producers.get(definition);
    if (known === undefined) {
      const sources = new Set(this.#sourcesOf(definition));
      const [only] = sources;
      const component = only === undefined ? undefined : this.#tasks.get(only);
      known = sources.size === 1 && component !== undefined && this.#context.isTypeScript(component) && !hasGuards(definition);
      this.#producers.set(definition, known);
    }
    return known;
  }

  #sourcesOf(definition: Definition): readonly string[] {
    return rootRefs(definition).flatMap((ref) => {
      const inner = this.#graph.interpreter.definitions.of(ref);
      return inner === undefined ? [ref.node] : this.#sourcesOf(inner);
    });
  }

  #resolve(value: Value, place: GluePlace): Value {
    if (value.kind === "ref") {
      const definition = this.#graph.interpreter.definitions.of(value);
      if (definition === undefined) return value;
      const computed = this.#computed.get(definition);
      return computed === undefined ? this.#inline(definition, value.path, place) : { ...value, node: computed };
    }
    const inner = mapChildren(value, (part) => this.#resolve(part, place));
    const guard = inner.kind === "whenSucceeded" ? this.#graph.interpreter.definitions.get(inner.node) : undefined;
    if (inner.kind !== "whenSucceeded" || guard === undefined) return inner;
    // Glue that has no step of its own is computed where it is read: there is nothing that could have failed before.
    const computed = this.#computed.get(guard);
    return computed === undefined ? inner.value : { ...inner, node: computed };
  }

  #inline(definition: Definition, path: Path, place: GluePlace): Glue {
    const type = this.#selected(definition, path) ?? { kind: "null" };
    const source: GlueSource =
      path.length === 0 ? definition.source : { ...definition.source, select: [...definition.source.select, ...path] };
    const stand = `${definition.id}${path.map((key) => `.${key}`).join("")}`;
    this.requests.set(stand, source);
    return {
      kind: "glue",
      glue: stand,
      export: "glue",
      roots: Object.fromEntries(
        Object.entries(definition.roots).map(([name, root]) => [name, { ...root, value: this.#resolve(root.value, place) }]),
      ),
      constants: definition.constants,
      type,
      place,
      source: textOf(definition, path),
      span: definition.span,
    };
  }

  #selected(definition: Definition, path: Path): Type | undefined {
    return "type" in definition.type ? typeAt(definition.type.type, path, this.#graph.interpreter.frontend.types()) : undefined;
  }

  /** The region with the steps that compute its glue, each where the program computes it. */
  #withComputed(before: Region, after: Region): Region {
    const frame = this.#graph.interpreter.frameOf(before);
    const own = [...this.#computed].filter(([definition]) => definition.frame === frame);
    if (own.length === 0 || frame === undefined) return after;
    const nodes: Node[] = [];
    const waiting = own.toSorted(([a], [b]) => a.at - b.at);
    for (const node of after.nodes) {
      const awaited = frame.awaitedAt(node.id);
      while (waiting[0] !== undefined && waiting[0][0].at < awaited) nodes.push(this.#computeNode(waiting.shift()));
      nodes.push(node);
    }
    for (const entry of waiting) nodes.push(this.#computeNode(entry));
    return { ...after, nodes };
  }

  #computeNode(entry: readonly [Definition, string] | undefined): ComputeNode {
    if (entry === undefined) throw new TypeError("there is no glue to compute");
    const [definition, id] = entry;
    const { type } = definition;
    const glue = this.#inline(definition, [], "step");
    return {
      kind: "compute",
      id,
      span: definition.span,
      order: [],
      value: glue,
      type: { type: glue.type, ...("type" in type && type.optional ? { optional: true } : {}) },
    };
  }
}

/** What people read: the user's text, and which part of what it gives. */
function textOf({ text, source }: Definition, path: Path): string {
  const line = text.replace(/\s+/gu, " ");
  const part = path.map((key) => (typeof key === "number" ? `[${key}]` : `.${key}`)).join("");
  if (source.block !== undefined) return `${line} ${path.length === 0 ? source.block.gives : part.slice(1)}`.trim();
  return path.length === 0 ? line : `(${line})${part}`;
}

const rootRefs = (definition: Definition): readonly Ref[] => Object.values(definition.roots).flatMap((root) => refsOf(root.value));

/** Whether a root asks if some step has succeeded: the step that makes the value cannot know. */
function hasGuards(definition: Definition): boolean {
  const isGuarded = (value: Value): boolean => value.kind === "whenSucceeded" || childrenOf(value).some(isGuarded);
  return Object.values(definition.roots).some((root) => isGuarded(root.value));
}
