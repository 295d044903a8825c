/** A pipeline as a Mermaid flowchart: steps are boxes, regions are frames, arrows are what waits for what. Pure. */
import { dependenciesOf, printValue, regionsIn, type Document, type Node, type Pipeline, type Region } from "@dagwright/ir";
import type { Value } from "@dagwright/protocol";
import { quoted } from "./label.ts";

/** The pipeline of that name. Throws a `TypeError` if the document has none. */
export function mermaid(document: Document, name: string): string {
  const pipeline = document.pipelines[name];
  if (pipeline === undefined) throw new TypeError(`no pipeline is named ${name}`);
  return new Drawing(document).draw(name, pipeline);
}

class Drawing {
  readonly #document: Document;
  readonly #lines: string[] = [];
  readonly #edges: string[] = [];
  readonly #states = new Set<string>();
  #count = 0;

  constructor(document: Document) {
    this.#document = document;
  }

  draw(name: string, pipeline: Pipeline): string {
    const inputs = Object.keys(pipeline.inputs);
    const start = this.#id();
    const title = inputs.length === 0 ? name : `${name}(${inputs.join(", ")})`;
    this.#line(1, `${start}([${quoted(title)}])`);
    const first = this.#region(pipeline.body, 1);
    for (const id of first) this.#edges.push(`${start} --> ${id}`);
    if (pipeline.onExit !== undefined) {
      const exit = this.#id();
      this.#line(1, `subgraph ${exit} [${quoted("on exit")}]`);
      this.#node(pipeline.onExit, 2);
      this.#line(1, "end");
    }
    return `${["flowchart TD", ...this.#lines, ...this.#edges.map((edge) => `  ${edge}`)].join("\n")}\n`;
  }

  /** Answers the ids of what starts first. */
  #region(region: Region, depth: number): readonly string[] {
    const ids = new Map<string, string>();
    for (const node of region.nodes) ids.set(node.id, this.#node(node, depth));
    const first: string[] = [];
    for (const [node, waitsFor] of dependenciesOf(region)) {
      const id = ids.get(node);
      if (id === undefined) continue;
      if (waitsFor.length === 0) first.push(id);
      for (const other of waitsFor) this.#edges.push(`${ids.get(other)} --> ${id}`);
    }
    return first;
  }

  #node(node: Node, depth: number): string {
    const id = this.#id();
    const name = node.name ?? node.id;
    const box = (label: string, open = "[", close = "]"): string => {
      this.#line(depth, `${id}${open}${quoted(label)}${close}`);
      return id;
    };
    switch (node.kind) {
      case "task": {
        const isContainer = this.#document.components[node.component]?.implementation.kind === "container";
        const label = isNamedAfter(name, node.component) ? node.component : `${name}: ${node.component}`;
        return isContainer ? box(label, "[[", "]]") : box(label);
      }
      case "call":
        return box(isNamedAfter(name, node.pipeline) ? `pipeline ${node.pipeline}` : `${name}: pipeline ${node.pipeline}`, "[/", "/]");
      case "approval":
        return box(`approval ${name}`, "{{", "}}");
      case "fail":
        return box(
          node.message === undefined ? `throw ${this.#short(node.cause ?? { kind: "absent" })}` : `fail: ${this.#short(node.message)}`,
          ">",
          "]",
        );
      case "compute":
        return box(`${name} = ${this.#short(node.value)}`, "(", ")");
      case "branch":
        return this.#frame(
          id,
          `if ${this.#short(node.condition)}`,
          [
            ["then", node.then],
            ["else", node.else],
          ],
          depth,
        );
      case "forEach": {
        const limit = node.concurrency === null ? "" : node.concurrency === 1 ? ", one by one" : `, ${node.concurrency} at a time`;
        return this.#frame(id, `${name}: for each of ${this.#short(node.items)}${limit}`, [["", node.body]], depth);
      }
      case "loop":
        this.#states.add(node.state);
        return this.#frame(id, `${titled(name, `while ${this.#short(node.while)}`)}, at most ${node.max} turns`, [["", node.body]], depth);
      case "try":
        return this.#frame(
          id,
          titled(name, "try"),
          [
            ["body", node.body],
            ...(node.catch === undefined ? [] : [["catch", node.catch.region] as const]),
            ...(node.finally === undefined ? [] : [["finally", node.finally] as const]),
          ],
          depth,
        );
      case "group":
        return this.#frame(
          id,
          `${name}: side by side`,
          regionsIn(node).map((region, index) => [String(index + 1), region]),
          depth,
        );
    }
  }

  /** A frame around the regions of a node; those without a node are left out. */
  #frame(id: string, label: string, regions: readonly (readonly [label: string, region: Region])[], depth: number): string {
    const shown = regions.filter(([, region]) => region.nodes.length > 0);
    // An empty frame cannot be the end of an arrow.
    if (shown.length === 0) {
      this.#line(depth, `${id}[${quoted(label)}]`);
      return id;
    }
    this.#line(depth, `subgraph ${id} [${quoted(label)}]`);
    for (const [part, region] of shown) {
      if (part === "") {
        this.#region(region, depth + 1);
        continue;
      }
      this.#line(depth + 1, `subgraph ${this.#id()} [${quoted(part)}]`);
      this.#region(region, depth + 2);
      this.#line(depth + 1, "end");
    }
    this.#line(depth, "end");
    return id;
  }

  #short(value: Value): string {
    return short(value, this.#states);
  }

  #line(depth: number, text: string): void {
    this.#lines.push(`${"  ".repeat(depth)}${text}`);
  }

  #id(): string {
    this.#count += 1;
    return `n${this.#count}`;
  }
}

/** A block is called by its name only where that says more than what it is: `while-2` does not. */
const titled = (name: string, label: string): string => (/^(?:for|while|do|try)(?:-\d+)?$/u.test(name) ? label : `${name}: ${label}`);

/** Whether an id says no more than the callee's name: `load` of `Data.load`, `evaluate-2` of `evaluate`. */
const isNamedAfter = (id: string, callee: string): boolean => id.replace(/-\d+$/u, "") === callee.slice(callee.lastIndexOf(".") + 1);

const LONGEST = 60;

function short(value: Value, states: ReadonlySet<string>): string {
  const text = textOf(value, states);
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
}

function textOf(value: Value, states: ReadonlySet<string>): string {
  if (value.kind === "glue") return value.source.replaceAll(/\s+/gu, " ");
  if (value.kind === "literal" && typeof value.value === "string") return value.value;
  // What a loop hands on is a variable of the source: nobody has named the record of it.
  return printValue(value).replaceAll(/(?<![\w."-])([\w-]+)\.(?=[A-Za-z_$])/gu, (all, id: string) => (states.has(id) ? "" : all));
}
