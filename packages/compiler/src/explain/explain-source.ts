/** What only the sources tell of a body: what was folded, read through, copied, handed on or left out; helpers that were read through, too. */
import { printValue, type Explanation, type ExplanationKind } from "@dagwright/ir";
import { mapRefs, type Span, type Value } from "@dagwright/protocol";
import type { Expression, FunctionExpression, Statement } from "../frontend/syntax.ts";
import type { Definitions } from "../graph/definitions.ts";
import type { PlacedGraph } from "../passes/5-glue.ts";
import { partsOf, walk, type Syntax } from "../graph/walk-syntax.ts";
import { alike, code, constants } from "./copies.ts";
import { isStatement } from "./is-statement.ts";
import { placeOf, type Note, type Trace } from "./trace.ts";

export function explainSource(fn: FunctionExpression, trace: Trace, { graph, glue }: PlacedGraph): readonly Explanation[] {
  const source = new Source(
    trace,
    graph.interpreter.definitions,
    new Set([...glue.values()].map(({ expression }) => placeOf(expression.span))),
  );
  source.read(fn);
  return source.found;
}

class Source {
  readonly found: Explanation[] = [];
  readonly #trace: Trace;
  readonly #definitions: Definitions;
  /** Where the glue of the graph stands: the document tells all about it. */
  readonly #glued: ReadonlySet<string>;
  readonly #read = new Set<FunctionExpression>();

  constructor(trace: Trace, definitions: Definitions, glued: ReadonlySet<string>) {
    this.#trace = trace;
    this.#definitions = definitions;
    this.#glued = glued;
  }

  read(fn: FunctionExpression): void {
    if (this.#read.has(fn)) return;
    this.#read.add(fn);
    for (const part of partsOf(fn)) this.#visit(part);
  }

  #visit(node: Syntax): void {
    if (this.#glued.has(placeOf(node.span))) {
      for (const part of walk(node, (inner) => inner.kind !== "function" && inner.kind !== "await"))
        if (part.kind === "await") this.#visit(part.operand);
      return;
    }
    switch (node.kind) {
      case "if":
      case "conditional":
        return this.#choice(node);
      case "for":
      case "forOf":
      case "while":
      case "doWhile":
        return this.#loop(node);
      case "function":
        // A function that was never read is glue's, or nobody's.
        if (this.#isRead(node)) this.read(node);
        return;
      case "assignment":
        return node.op === "=" ? this.#visit(node.value) : this.#expression(node);
      case "await":
        return this.#visit(node.operand);
      case "update":
        if (this.#trace.of(node).some(({ kind }) => kind === "value")) this.#add("expression", node.span, "the target evaluates it");
        return;
      case "literal":
        return;
      default:
        if (node.kind === "expression" && this.#isBlock(node)) return;
        return isStatement(node) ? this.#parts(node) : this.#expression(node);
    }
  }

  #parts(node: Syntax): void {
    for (const part of partsOf(node)) this.#visit(part);
  }

  #isRead(fn: FunctionExpression): boolean {
    for (const part of walk(fn.body)) if (!isStatement(part) && this.#trace.of(part).length > 0) return true;
    return false;
  }

  #choice(node: Syntax & { readonly kind: "if" | "conditional" }): void {
    const isFolded = node.kind === "conditional" && this.#trace.of(node).some(({ kind }) => kind === "constant" || kind === "value");
    if (node.kind === "conditional" && isFolded && !hasAwait(node)) return this.#expression(node);
    const tests = this.#trace.of(node.test).map((note) => (note.kind === "constant" ? Boolean(note.value) : undefined));
    this.#visit(node.test);
    for (const [side, taken] of [[node.then, true] as const, [node.else, false] as const]) {
      if (side === undefined) continue;
      if (tests.length > 0 && tests.every((test) => test === !taken))
        this.#add("dropped", side.span, `never runs: ${code(node.test.text)} is ${String(!taken)} while compiling`);
      else this.#visit(side);
    }
  }

  #loop(node: Statement & { readonly kind: "for" | "forOf" | "while" | "doWhile" }): void {
    if (this.#isBlock(node)) {
      if (node.kind === "forOf" && hasAwait(node.items)) this.#visit(node.items);
      return;
    }
    const items = node.kind === "forOf" ? this.#trace.of(node.items).at(-1) : undefined;
    const isKnown = node.kind !== "forOf" || items?.kind === "list" || items?.kind === "constant";
    // The graph has a node for a loop that is not.
    if (isKnown) this.#add("unrolled", node.span, `a copy of the body for each turn: the turns are known while compiling`);
    this.#parts(node);
  }

  /** A statement that is glue as a whole, of which the document tells nothing. */
  #isBlock(node: Statement): boolean {
    const block = this.#definitions.all.find(({ source, span }) => source.block !== undefined && isSame(span, node.span));
    if (block === undefined) return false;
    if (block.isOpaque)
      this.#add("glue", node.span, "evaluated in the glue that reads it: what it leaves has no form in which it could be handed on");
    else this.#add("dropped", node.span, "nothing in the graph reads what it leaves");
    return true;
  }

  #expression(node: Expression): void {
    const notes = this.#trace.of(node);
    const note = notes.findLast(({ kind }) => kind !== "constant") ?? notes.at(-1);
    const helper = node.kind === "call" ? this.#helperOf(node) : undefined;
    if (note === undefined || hasAwait(node) || isChange(node)) return this.#within(node, note, helper);
    switch (note.kind) {
      case "constant":
        if (this.#isDropped(node))
          return this.#add("dropped", node.span, "the body runs while compiling: a step can log, the graph cannot");
        if (note.value === undefined && node.kind === "identifier") return;
        return helper === undefined
          ? this.#add("constant", node.span, `folded while compiling: ${constants(notes)}`)
          : this.#add("helper", node.span, `called while compiling: ${constants(notes)}`);
      case "value": {
        const text = alike(notes.flatMap((one) => (one.kind === "value" ? [this.#printed(one.value)] : [])));
        if (helper !== undefined) {
          this.#add("helper", node.span, `read through: it comes to ${text}`);
          return this.read(helper);
        }
        return note.value.kind === "ref"
          ? this.#add("reference", node.span, `handed on as it is: ${text}`)
          : this.#add("expression", node.span, `the target evaluates it where it is read: ${text}`);
      }
      case "glue":
        return this.#glue(node, note.span, helper);
      case "list":
      case "record":
        if (node.kind === "identifier" || node.kind === "property" || node.kind === "element")
          return this.#add("reference", node.span, `a ${note.kind} that the body has put together: what is in it is handed on`);
        return this.#within(node, note, helper);
      case "promise":
        if (node.kind === "identifier") return this.#add("reference", node.span, "waits for what was started before");
        return this.#within(node, note, helper);
      case "function":
      case "global":
      case "other":
        return this.#within(node, note, helper);
    }
  }

  #glue(node: Expression, span: Span, helper: FunctionExpression | undefined): void {
    if (isSame(node.span, span)) {
      const definition = this.#definitions.all.find((one) => isSame(one.span, span));
      return definition?.isOpaque === true
        ? this.#add("glue", span, "evaluated in the glue that reads it: it has no form in which it could be handed on")
        : this.#add("dropped", span, "nothing in the graph reads it");
    }
    if (node.kind !== "call") return this.#add("reference", node.span, "reads glue");
    this.#add("helper", node.span, "read through: its body is glue");
    if (helper !== undefined) this.read(helper);
  }

  /** What is no single thing of the graph: its parts are. */
  #within(node: Expression, note: Note | undefined, helper: FunctionExpression | undefined): void {
    if (note?.kind === "list" && node.kind === "call" && node.args.some((argument) => this.#functionOf(argument) !== undefined))
      this.#add("unrolled", node.span, `${note.length} ${note.length === 1 ? "copy" : "copies"}: the items are known while compiling`);
    if (helper !== undefined && (note?.kind === "promise" || note?.kind === "record" || note?.kind === "list")) {
      this.#add("helper", node.span, "read in place: its steps are steps of this pipeline");
    }
    if (helper !== undefined) this.read(helper);
    for (const part of partsOf(node)) {
      // What is called is no value.
      if (node.kind === "call" && part === node.callee) {
        if ((part.kind === "property" || part.kind === "element") && !isChange(node)) this.#visit(part.object);
        continue;
      }
      this.#visit(part);
      const fn = node.kind === "call" && !isStatement(part) ? this.#functionOf(part) : undefined;
      if (fn !== undefined && this.#isRead(fn)) this.read(fn);
    }
  }

  #functionOf(expression: Expression): FunctionExpression | undefined {
    const note = this.#trace.of(expression).findLast(({ kind }) => kind === "function");
    return note?.kind === "function" ? note.fn : undefined;
  }

  #helperOf({ callee }: Expression & { readonly kind: "call" }): FunctionExpression | undefined {
    return this.#functionOf(callee);
  }

  #isDropped(node: Expression): boolean {
    if (node.kind !== "call" || node.callee.kind !== "property") return false;
    return this.#trace.of(node.callee.object).some((note) => note.kind === "global" && note.name === "console");
  }

  /** Glue is read by a number until it is placed. */
  #printed(value: Value): string {
    return code(
      printValue(
        mapRefs(value, (ref) => {
          const definition = this.#definitions.of(ref);
          return definition === undefined ? ref : { ...ref, node: definition.name ?? `(${definition.text})` };
        }),
      ),
    );
  }

  #add(kind: ExplanationKind, span: Span, reason: string): void {
    this.found.push({ kind, span, nodes: [], reason });
  }
}

/** Methods that a list of the body is filled by. */
const isChange = (node: Expression): boolean => node.kind === "call" && node.callee.kind === "property" && node.callee.name === "push";

/** What it comes to may be nothing, or a constant, and there are steps in it all the same. */
function hasAwait(node: Expression): boolean {
  for (const part of walk(node, (inner) => inner.kind !== "function")) if (part.kind === "await") return true;
  return false;
}

const isSame = (a: Span, b: Span): boolean => JSON.stringify([a.file, a.start, a.end]) === JSON.stringify([b.file, b.start, b.end]);
