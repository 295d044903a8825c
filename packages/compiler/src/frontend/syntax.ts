/**
 * The compiler's own view of a TypeScript program: what passes and rules see instead of a parser's nodes. Types, `as`, `satisfies`, `!`
 * and parentheses are gone; each node keeps its span, its text and an opaque handle by which the frontend answers questions about it.
 */
import type { Span } from "@dagwright/protocol";

declare const handleBrand: unique symbol;
/** Stands for the frontend's own node. */
export interface Handle {
  readonly [handleBrand]: true;
}

interface Base {
  readonly span: Span;
  /** The user's source text of the node. */
  readonly text: string;
  readonly handle: Handle;
}

export type Expression =
  | (Base & { readonly kind: "literal"; readonly value: string | number | boolean | null })
  | (Base & { readonly kind: "regularExpression" })
  | (Base & { readonly kind: "identifier"; readonly name: string })
  | (Base & { readonly kind: "property"; readonly object: Expression; readonly name: string; readonly optional: boolean })
  | (Base & { readonly kind: "element"; readonly object: Expression; readonly index: Expression; readonly optional: boolean })
  | (Base & { readonly kind: "call"; readonly callee: Expression; readonly args: readonly Expression[]; readonly optional: boolean })
  | (Base & { readonly kind: "new"; readonly callee: Expression; readonly args: readonly Expression[] })
  | (Base & { readonly kind: "await"; readonly operand: Expression })
  | FunctionExpression
  | (Base & { readonly kind: "object"; readonly members: readonly ObjectMember[] })
  | (Base & { readonly kind: "array"; readonly elements: readonly Expression[] })
  /** Only inside calls and arrays. */
  | (Base & { readonly kind: "spread"; readonly operand: Expression })
  /** A hole in an array. */
  | (Base & { readonly kind: "hole" })
  | (Base & { readonly kind: "template"; readonly parts: readonly (string | Expression)[] })
  /** `raw` holds the texts as they are written: one more than there are values. */
  | (Base & { readonly kind: "tagged"; readonly tag: Expression; readonly raw: readonly string[]; readonly values: readonly Expression[] })
  | (Base & { readonly kind: "binary"; readonly op: BinaryOperator; readonly left: Expression; readonly right: Expression })
  | (Base & { readonly kind: "unary"; readonly op: "!" | "-" | "+" | "~" | "typeof" | "void" | "delete"; readonly operand: Expression })
  | (Base & { readonly kind: "update"; readonly op: "++" | "--"; readonly prefix: boolean; readonly operand: Expression })
  | (Base & { readonly kind: "assignment"; readonly op: string; readonly target: Expression | Pattern; readonly value: Expression })
  | (Base & { readonly kind: "conditional"; readonly test: Expression; readonly then: Expression; readonly else: Expression })
  /** Anything else; `words` says what it is in a user's words, such as "a class". Its parts are not looked into. */
  | (Base & { readonly kind: "other"; readonly words: string });

export type BinaryOperator =
  | "+"
  | "-"
  | "*"
  | "/"
  | "%"
  | "**"
  | "==="
  | "!=="
  | "=="
  | "!="
  | "<"
  | "<="
  | ">"
  | ">="
  | "&&"
  | "||"
  | "??"
  | "&"
  | "|"
  | "^"
  | "<<"
  | ">>"
  | ">>>"
  | "in"
  | "instanceof"
  | ",";

export interface FunctionExpression extends Base {
  readonly kind: "function";
  readonly arrow: boolean;
  readonly async: boolean;
  readonly generator: boolean;
  readonly parameters: readonly Parameter[];
  readonly body: Expression | Block;
}

export interface Parameter extends Base {
  readonly pattern: Pattern;
  readonly default?: Expression;
  readonly rest: boolean;
}

export type ObjectMember =
  | (Base & { readonly kind: "property"; readonly name: string; readonly value: Expression; readonly shorthand: boolean })
  | (Base & { readonly kind: "computed"; readonly key: Expression; readonly value: Expression })
  | (Base & { readonly kind: "spread"; readonly operand: Expression })
  | (Base & { readonly kind: "method"; readonly name: string; readonly accessor: boolean; readonly fn: FunctionExpression });

export type Pattern =
  | (Base & { readonly kind: "name"; readonly name: string })
  | (Base & {
      readonly kind: "objectPattern";
      /** A key that is an expression is computed: `{ [KEY]: value }`. */
      readonly members: readonly { readonly key: string | Expression; readonly pattern: Pattern; readonly default?: Expression }[];
      readonly rest?: Pattern;
    })
  | (Base & {
      readonly kind: "arrayPattern";
      readonly elements: readonly ({ readonly pattern: Pattern; readonly default?: Expression } | null)[];
      readonly rest?: Pattern;
    })
  /** An assignment to something that is no name; `words` says what. */
  | (Base & { readonly kind: "otherPattern"; readonly words: string });

export interface Block extends Base {
  readonly kind: "block";
  readonly statements: readonly Statement[];
}

export type Statement =
  | Block
  | (Base & {
      readonly kind: "variable";
      readonly declaration: "const" | "let" | "var" | "using";
      readonly declarations: readonly (Base & { readonly pattern: Pattern; readonly init?: Expression })[];
    })
  | (Base & { readonly kind: "expression"; readonly expression: Expression })
  | (Base & { readonly kind: "if"; readonly test: Expression; readonly then: Statement; readonly else?: Statement })
  | (Base & { readonly kind: "return"; readonly value?: Expression })
  | (Base & { readonly kind: "throw"; readonly value: Expression })
  | (Base & {
      readonly kind: "try";
      readonly block: Block;
      readonly catch?: { readonly binding?: Pattern; readonly block: Block };
      readonly finally?: Block;
    })
  | (Base & {
      readonly kind: "for";
      readonly init?: Statement | Expression;
      readonly test?: Expression;
      readonly update?: Expression;
      readonly body: Statement;
    })
  | (Base & {
      readonly kind: "forOf";
      readonly await: boolean;
      readonly declaration: "const" | "let" | "var" | "none";
      readonly pattern: Pattern;
      readonly items: Expression;
      readonly body: Statement;
    })
  | (Base & { readonly kind: "while"; readonly test: Expression; readonly body: Statement })
  | (Base & { readonly kind: "doWhile"; readonly test: Expression; readonly body: Statement })
  | (Base & {
      readonly kind: "switch";
      readonly subject: Expression;
      readonly cases: readonly { readonly test?: Expression; readonly statements: readonly Statement[]; readonly span: Span }[];
    })
  | (Base & { readonly kind: "break"; readonly label?: string })
  | (Base & { readonly kind: "continue"; readonly label?: string })
  | (Base & { readonly kind: "empty" })
  /** Anything else, such as "a class declaration", "a `for…in` loop", "a labelled statement". */
  | (Base & { readonly kind: "otherStatement"; readonly words: string });
