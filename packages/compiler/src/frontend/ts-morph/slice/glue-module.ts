/** Glue as a module: `export const glue = ($roots, $constants) => …`, the user's text inside on a map of its own lines. */
import { encode, type SourceMapSegment } from "@jridgewell/sourcemap-codec";
import { ts } from "ts-morph";
import type { Path } from "@dagwright/protocol";
import { EXIT, type GlueBlock, type GlueSource, type GlueVariable } from "../../../passes/glue-source.ts";
import type { Context } from "../context.ts";
import { nodeOf } from "../handles.ts";

const ROOTS = "$roots";
const CONSTANTS = "$constants";

/** Names of the glue that are variables of its own, by which its text is no longer free. */
export function boundNames(source: GlueSource): ReadonlySet<string> {
  return new Set([
    ...Object.keys(source.roots),
    ...Object.keys(source.constants),
    ...[...source.locals, ...(source.block?.variables ?? [])].map(({ name }) => name),
  ]);
}

export class GlueText {
  readonly #context: Context;
  #text = "";
  #line: SourceMapSegment[] = [];
  #column = 0;
  readonly #lines: SourceMapSegment[][] = [this.#line];
  readonly #sources: string[] = [];

  constructor(context: Context) {
    this.#context = context;
  }

  /** The text with its map as a comment, which the bundler reads and composes with its own. */
  static of(context: Context, source: GlueSource, imports: readonly string[]): string {
    const text = new GlueText(context);
    text.#write(`export const glue = (${ROOTS}, ${CONSTANTS}) => `);
    text.#source(source);
    text.#write(`;\n${imports.map((each) => `${each}\n`).join("")}`);
    const map = { version: 3, names: [], sources: text.#sources.map((file) => `source:${file}`), mappings: encode(text.#lines) };
    return `${text.#text}//# sourceMappingURL=data:application/json;base64,${Buffer.from(JSON.stringify(map)).toString("base64")}\n`;
  }

  #source(source: GlueSource): void {
    const bindings = [bindingOf(ROOTS, source.roots), bindingOf(CONSTANTS, source.constants)].filter((binding) => binding !== "");
    const isPlain = isPlainSource(source);
    if (!isPlain) this.#write(`{\n${bindings.map((binding) => `${binding}\n`).join("")}`);
    for (const local of source.locals) {
      this.#write(`const ${local.name} = `);
      this.#inner(local.source);
      this.#write(";\n");
    }
    for (const variable of source.block?.variables ?? []) this.#variable(variable);
    if (source.block !== undefined) this.#block(source.block, source.holes);
    if (!isPlain) this.#write("return ");
    this.#write(source.as === "boolean" ? "Boolean(" : "(");
    this.#expression(source);
    this.#write(`)${source.select.map(accessText).join("")}`);
    if (!isPlain) this.#write(";\n}");
  }

  /** A value that stands inside of another's function. */
  #inner(source: GlueSource): void {
    const isPlain = isPlainSource(source);
    this.#write(isPlain ? "" : "(() => ");
    this.#source(source);
    this.#write(isPlain ? "" : ")()");
  }

  #variable({ name, from, copy }: GlueVariable): void {
    this.#write(`let ${name}`);
    if (from !== undefined) {
      this.#write(copy === "deep" ? " = structuredClone(" : copy === "shallow" ? ` = ${SHALLOW_COPY}(` : " = (");
      if (from.kind === "source") this.#inner(from.source);
      else this.#write(`${from.kind === "root" ? ROOTS : CONSTANTS}[${JSON.stringify(from.key)}]`);
      this.#write(")");
    }
    this.#write(";\n");
  }

  #block({ statement, returns }: GlueBlock, holes: GlueSource["holes"]): void {
    const isLeft = returns.length > 0;
    if (isLeft) this.#write(`const ${EXIT} = (() => {\n`);
    this.#cut(nodeOf(statement), [...holesIn(holes), ...returns.flatMap(wrapped)]);
    this.#write(isLeft ? "\n})();\n" : "\n");
  }

  #expression({ expression, code, holes }: GlueSource): void {
    if (code !== undefined) return this.#write(code);
    const node = nodeOf(expression.handle);
    if (ts.isMethodDeclaration(node)) this.#write("{ ");
    this.#cut(node, [...holesIn(holes), ...operatorOf(node)]);
    if (ts.isMethodDeclaration(node)) this.#write(` }[${JSON.stringify(node.name.getText())}]`);
  }

  /** The user's text with others in place of some of its parts. */
  #cut(node: ts.Node, all: readonly Cut[]): void {
    const file = node.getSourceFile();
    const cuts = all
      .filter((cut) => cut.file === file && cut.start >= node.getStart() && cut.end <= node.end)
      .toSorted((a, b) => a.start - b.start || a.end - b.end);
    let at = node.getStart();
    for (const cut of cuts) {
      this.#user(file, at, cut.start);
      this.#write(cut.text);
      at = cut.end;
    }
    this.#user(file, at, node.end);
  }

  /** The user's own text: each of its lines maps to where it stands. */
  #user(file: ts.SourceFile, start: number, end: number): void {
    const name = this.#context.fileName(file);
    if (!this.#sources.includes(name)) this.#sources.push(name);
    const source = this.#sources.indexOf(name);
    let at = start;
    for (const line of file.text.slice(start, end).split("\n")) {
      if (at !== start) this.#write("\n");
      const indent = line.length - line.trimStart().length;
      this.#write(line.slice(0, indent));
      const position = file.getLineAndCharacterOfPosition(at + indent);
      this.#line.push([this.#column, source, position.line, position.character]);
      this.#write(line.slice(indent));
      at += line.length + 1;
    }
  }

  #write(text: string): void {
    this.#text += text;
    const parts = text.split("\n");
    for (let count = 1; count < parts.length; count += 1) {
      this.#line = [];
      this.#lines.push(this.#line);
      this.#column = 0;
    }
    this.#column += parts.at(-1)?.length ?? 0;
  }
}

const isPlainSource = ({ roots, constants, locals, block }: GlueSource): boolean =>
  Object.keys(roots).length + Object.keys(constants).length + locals.length === 0 && block === undefined;

const SHALLOW_COPY = "((value) => (Array.isArray(value) ? [...value] : { ...value }))";

interface Cut {
  readonly file: ts.SourceFile;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const cutOf = (node: ts.Node, text: string): Cut => ({ file: node.getSourceFile(), start: node.getStart(), end: node.end, text });

const holesIn = (holes: GlueSource["holes"]): readonly Cut[] =>
  holes.map(({ expression, root, isOpen }) => {
    const value = `${ROOTS}[${JSON.stringify(root)}]`;
    return cutOf(outermost(nodeOf(expression.handle)), isOpen === true ? `(${value}.map((item) => item ?? undefined))` : `(${value})`);
  });

/** `return value;` as `return [value];`: what is returned may be nothing. */
function wrapped({ statement, value }: GlueBlock["returns"][number]): readonly Cut[] {
  const node = nodeOf(statement);
  const file = node.getSourceFile();
  if (value === undefined) return [{ ...cutOf(node, "return [];") }];
  const { start, end } = cutOf(outermost(nodeOf(value)), "");
  return [
    { file, start, end: start, text: "[" },
    { file, start: end, end, text: "]" },
  ];
}

/** `a ??= b` gives the value of `a ?? b`: the graph has done the assignment. */
function operatorOf(node: ts.Node): readonly Cut[] {
  const operator = ts.isBinaryExpression(node) ? node.operatorToken : undefined;
  const assigns = operator !== undefined && operator.kind > ts.SyntaxKind.FirstAssignment && operator.kind <= ts.SyntaxKind.LastAssignment;
  return assigns ? [cutOf(operator, operator.getText().slice(0, -1))] : [];
}

function bindingOf(object: string, names: Readonly<Record<string, string>>): string {
  const members = Object.entries(names).map(([name, key]) => (name === key ? name : `${JSON.stringify(key)}: ${name}`));
  return members.length === 0 ? "" : `const { ${members.join(", ")} } = ${object};`;
}

const accessText = (key: Path[number]): string => `?.[${JSON.stringify(key)}]`;

/** With the parentheses around it: `(await load())`. */
function outermost(node: ts.Node): ts.Node {
  while (ts.isParenthesizedExpression(node.parent)) node = node.parent;
  return node;
}
