/** What a declaration file says, found without parsing it: parsing is what is to be saved. Where in doubt, it is said to say more. */

export interface DeclaredNames {
  /** `declare module "node:fs"`. */
  readonly modules: ReadonlySet<string>;
  /** Names that every file sees. */
  readonly globals: ReadonlySet<string>;
  /** Names of others that its types may be made of. */
  readonly words: ReadonlySet<string>;
  /** What it may import. */
  readonly strings: ReadonlySet<string>;
}

const COMMENT = /("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)|\/\*[^]*?\*\/|\/\/[^\n]*/gu;
const STRING = /(["'])([\w:/.@-]+)\1/gu;
const WORD = /[\p{ID_Start}$_][\p{ID_Continue}$]*/gu;
// A value counts in a type only as `typeof x`, and what stands in front of a dot may be a namespace.
const TYPE_WORD = /(?<=\btypeof\s+)[\w$]+|\b[A-Z][\w$]*|[\w$]+(?=\s*\.)/gu;
const STEP =
  /[{}]|\bdeclare\s+module\s*"|\bglobal\s*(?=\{)|\b(?:interface|class|namespace|module|var|let|const|function|type|enum|import)\s+([\w$]+)/gu;

/** Of a declaration file. */
export function declaredNames(text: string): DeclaredNames {
  const code = withoutComments(text);
  return {
    modules: new Set([...code.matchAll(/\bdeclare\s+module\s*["']([^"']+)["']/gu)].map(([, name = ""]) => name)),
    globals: globalsOf(code),
    words: new Set([...code.matchAll(TYPE_WORD)].map(([word]) => word)),
    strings: stringsIn(code),
  };
}

/** Of a source: any of its words may be a value. */
export const usedNames = (text: string): Pick<DeclaredNames, "words" | "strings"> => ({
  words: new Set(text.match(WORD)),
  strings: stringsIn(text),
});

const withoutComments = (text: string): string => text.replaceAll(COMMENT, (_, string: string | undefined) => string ?? " ");
const stringsIn = (text: string): ReadonlySet<string> => new Set([...text.matchAll(STRING)].map(([, , name = ""]) => name));

/** Declared at the top, or in a `global` block. */
function globalsOf(code: string): ReadonlySet<string> {
  const found = new Set<string>();
  let depth = 0;
  // How deep the block is in which names are global.
  let open = 0;
  let isGlobalNext = false;
  for (const [step, name] of code.replaceAll(/"[^"\n]*"|'[^'\n]*'/gu, '""').matchAll(STEP)) {
    if (step === "{") {
      depth += 1;
      if (isGlobalNext) open = depth;
      isGlobalNext = false;
    } else if (step === "}") {
      if (depth === open) open = 0;
      depth -= 1;
    } else if (step.startsWith("global")) isGlobalNext = true;
    else if (name !== undefined && (depth === 0 || depth === open)) found.add(name);
  }
  return found;
}
