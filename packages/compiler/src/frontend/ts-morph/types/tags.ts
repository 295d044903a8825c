/** What doc comments say of a value: those above its field, and those above the names of its type. */
import type { Json } from "@dagwright/protocol";
import { ts } from "ts-morph";
import type { Context } from "../context.ts";
import { descriptionOfSymbol } from "../names.ts";
import { followAliases } from "../symbols.ts";

export interface DocTag {
  readonly name: string;
  readonly text: string;
  /** Where it stands, up to the end of its line. */
  readonly file: ts.SourceFile;
  readonly start: number;
  readonly end: number;
  /** Above a field of an open type, which a mapped type may have replaced: where it does not fit, it speaks of something else. */
  readonly open?: boolean;
}

interface Doc {
  readonly description: string | undefined;
  readonly tags: readonly DocTag[];
}

/** Of a field; tags only where they speak of the type that it has here: a mapped type keeps the comments and may change the types. */
export function docOfProperty(context: Context, property: ts.Symbol): Doc {
  const declarations = property.declarations ?? [];
  const docs = declarations.map((declaration) => docOf(declaration));
  const description = descriptionOfSymbol(context, property) ?? docs.find((doc) => doc.description !== undefined)?.description;
  const tags = declarations.flatMap((declaration, index) => {
    const found = docs[index]?.tags ?? [];
    const speaks = found.length === 0 ? "no" : speaksOf(context, declaration, property);
    return speaks === "yes" ? found : speaks === "perhaps" ? found.map((tag) => ({ ...tag, open: true })) : [];
  });
  return { description, tags };
}

function docOf(node: ts.Declaration): Doc {
  const file = node.getSourceFile();
  const tags = ts.getJSDocTags(node);
  if (tags.length > 0) return { description: undefined, tags: tags.map((tag) => docTag(tag, file, 0)) };
  return commentInLine(node, file) ?? { description: undefined, tags: [] };
}

/** `{ /** …` in one line with what it speaks of, which TypeScript takes for a comment on the bracket or on the field before. */
function commentInLine(node: ts.Node, file: ts.SourceFile): Doc | undefined {
  const range = ts.getTrailingCommentRanges(file.text, node.pos)?.findLast(({ pos }) => file.text.startsWith("/**", pos));
  if (range === undefined) return undefined;
  const alone = ts.createSourceFile("comment.ts", `${file.text.slice(range.pos, range.end)}\nlet it;`, ts.ScriptTarget.ESNext, true);
  const [statement] = alone.statements;
  if (statement === undefined) return undefined;
  const comment = ts.getJSDocCommentsAndTags(statement).find(ts.isJSDoc)?.comment;
  const description = (ts.getTextOfJSDocComment(comment) ?? "").trim();
  return {
    description: description === "" ? undefined : description,
    tags: ts.getJSDocTags(statement).map((tag) => docTag(tag, file, range.pos)),
  };
}

function docTag(tag: ts.JSDocTag, file: ts.SourceFile, offset: number): DocTag {
  const start = offset + tag.pos;
  // TypeScript counts the rest of the comment to a tag.
  const line = /^[^\n]*/u.exec(file.text.slice(start, offset + tag.end))?.[0] ?? "";
  const text = (ts.getTextOfJSDocComment(tag.comment) ?? "").trim();
  return { name: tag.tagName.text, text, file, start, end: start + line.replace(/\*\/.*$/u, "").trimEnd().length };
}

/** Whether a declaration is of the type that the property has. */
export function speaksOf({ checker }: Context, declaration: ts.Declaration, property: ts.Symbol): "yes" | "no" | "perhaps" {
  // `z.object({ share: z.number() })`: a value, whose type the library computes.
  if (!ts.isPropertySignature(declaration) && !ts.isPropertyDeclaration(declaration)) return "yes";
  if (declaration.type === undefined) return "yes";
  const here = checker.getNonNullableType(checker.getTypeOfSymbol(property));
  if (checker.getNonNullableType(checker.getTypeAtLocation(declaration)) === here) return "yes";
  return namesTypeParameter(checker, declaration.type) ? "perhaps" : "no";
}

function namesTypeParameter(checker: ts.TypeChecker, node: ts.Node): boolean {
  if (ts.isIdentifier(node)) return ((checker.getSymbolAtLocation(node)?.flags ?? 0) & ts.SymbolFlags.TypeParameter) !== 0;
  return ts.forEachChild(node, (child) => namesTypeParameter(checker, child) || undefined) ?? false;
}

/** Tags above `type Share = number`, of a type that is written as `Share` or `Share | null`; outermost name last, so that it wins. */
export function tagsOfAlias({ checker }: Pick<Context, "checker">, declared: ts.TypeNode | undefined): readonly DocTag[] {
  if (declared === undefined) return [];
  if (ts.isParenthesizedTypeNode(declared)) return tagsOfAlias({ checker }, declared.type);
  if (ts.isUnionTypeNode(declared)) {
    const found = declared.types.map((member) => tagsOfAlias({ checker }, member)).filter((tags) => tags.length > 0);
    return found.length === 1 ? (found[0] ?? []) : [];
  }
  if (!ts.isTypeReferenceNode(declared)) return [];
  const symbol = checker.getSymbolAtLocation(declared.typeName);
  const alias = symbol === undefined ? undefined : followAliases(checker, symbol).declarations?.find(ts.isTypeAliasDeclaration);
  return alias === undefined ? [] : [...tagsOfAlias({ checker }, alias.type), ...docOf(alias).tags];
}

/** Values of `@example`, as JSON where they are. */
export function examplesIn(tags: readonly DocTag[]): readonly Json[] {
  return tags
    .filter(({ name, text }) => (name === "example" || name === "examples") && text !== "")
    .map(({ text }) => {
      try {
        const json: Json = JSON.parse(text);
        return json;
      } catch {
        return text;
      }
    });
}
