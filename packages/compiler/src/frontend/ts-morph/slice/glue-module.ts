/** Glue as a module: `export const glue = ($roots, $constants) => …`, the user's text inside on a map of its own lines. */
import { encode, type SourceMapSegment } from "@jridgewell/sourcemap-codec";
import { ts } from "ts-morph";
import type { Path } from "@dagwright/protocol";
import type { GlueSource } from "../../../passes/glue-source.ts";
import type { Context } from "../context.ts";
import { nodeOf } from "../handles.ts";

const ROOTS = "$roots";
const CONSTANTS = "$constants";

/** Names of the glue that are variables of its own, by which its text is no longer free. */
export function boundNames(source: GlueSource): ReadonlySet<string> {
  return new Set([...Object.keys(source.roots), ...Object.keys(source.constants), ...source.locals.map((local) => local.name)]);
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
    const isPlain = bindings.length === 0 && source.locals.length === 0;
    if (!isPlain) this.#write(`{\n${bindings.map((binding) => `${binding}\n`).join("")}`);
    for (const local of source.locals) {
      this.#write(`const ${local.name} = `);
      const isPlainLocal =
        Object.keys(local.source.roots).length + Object.keys(local.source.constants).length + local.source.locals.length === 0;
      this.#write(isPlainLocal ? "" : "(() => ");
      this.#source(local.source);
      this.#write(isPlainLocal ? ";\n" : ")();\n");
    }
    if (!isPlain) this.#write("return ");
    this.#write(source.as === "boolean" ? "Boolean(" : "(");
    this.#expression(source);
    this.#write(`)${source.select.map(accessText).join("")}`);
    if (!isPlain) this.#write(";\n}");
  }

  #expression({ expression, code, holes }: GlueSource): void {
    if (code !== undefined) return this.#write(code);
    const node = nodeOf(expression.handle);
    const file = node.getSourceFile();
    const cuts = holes
      .map((hole) => ({ node: outermost(nodeOf(hole.expression.handle)), text: `(${ROOTS}[${JSON.stringify(hole.root)}])` }))
      .concat(operatorOf(node))
      .filter((cut) => cut.node.getSourceFile() === file && cut.node.getStart() >= node.getStart() && cut.node.end <= node.end)
      .toSorted((a, b) => a.node.getStart() - b.node.getStart());
    let at = node.getStart();
    if (ts.isMethodDeclaration(node)) this.#write("{ ");
    for (const cut of cuts) {
      this.#user(file, at, cut.node.getStart());
      this.#write(cut.text);
      at = cut.node.end;
    }
    this.#user(file, at, node.end);
    if (ts.isMethodDeclaration(node)) this.#write(` }[${JSON.stringify(node.name.getText())}]`);
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

/** `a ??= b` gives the value of `a ?? b`: the graph has done the assignment. */
function operatorOf(node: ts.Node): readonly { readonly node: ts.Node; readonly text: string }[] {
  const operator = ts.isBinaryExpression(node) ? node.operatorToken : undefined;
  const assigns = operator !== undefined && operator.kind > ts.SyntaxKind.FirstAssignment && operator.kind <= ts.SyntaxKind.LastAssignment;
  return assigns ? [{ node: operator, text: operator.getText().slice(0, -1) }] : [];
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
