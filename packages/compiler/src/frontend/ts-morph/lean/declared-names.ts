/** What a declaration file says, found without parsing it: parsing is what is to be saved. Where in doubt, it is said to say more. */

/** What a text speaks of. */
export interface UsedNames {
  /** Names, and pairs of them with a dot. */
  readonly words: ReadonlySet<string>;
  /** What it may import. */
  readonly strings: ReadonlySet<string>;
}

/** A declaration that every file sees, or a `declare module "…"`. */
export interface Unit {
  /** What a namespace holds is named with it: many files add to the same one. */
  readonly name: string;
  readonly isModule: boolean;
  /** Read only when asked for: for most of them nobody asks. */
  uses(): UsedNames;
  /** The parts of the module it stands in, if its types may be made of what that imports or declares. */
  within(): readonly Unit[];
}

const COMMENT = /("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)|\/\*[^]*?\*\/|\/\/[^\n]*/gu;
const STRING = /(["'])([\w:/.@-]+)\1/gu;
const WORD = /[\p{ID_Start}$_][\p{ID_Continue}$]*/gu;
const PAIR = /[\w$]+\s*\.\s*[\w$]+/gu;
// A value counts in a type only as `typeof x`, and a name in front of a dot for what it is followed by.
const TYPE_WORD = /(?<=\btypeof\s+)[\w$]+|[\w$]+\s*\.\s*[\w$]+|(?<!namespace\s+)\b[A-Z][\w$]*(?!\s*\.)/gu;
const STEP =
  /[{}]|\bdeclare\s+module\s*["']([^"']+)["']|\bglobal\s*(?=\{)|\b(?:interface|class|(namespace)|var|let|const|function|type|enum)\s+([\w$]+)|"[^"\n]*"|'[^'\n]*'/gu;

/** Of a source: any of its words may be a value. */
export function namesInSource(text: string): UsedNames {
  const words = new Set<string>(text.match(WORD));
  for (const [pair] of text.matchAll(PAIR)) words.add(pair.replaceAll(/\s/gu, ""));
  if (words.has("import.meta")) words.add("ImportMeta");
  return { words, strings: stringsIn(text) };
}

/** Of a declaration file. */
export const namesInTypes = (text: string): UsedNames => namesIn(withoutComments(text));

export function unitsOf(text: string): readonly Unit[] {
  const code = withoutComments(text);
  const units: Unit[] = [];
  let module: { readonly name: string; readonly code: string[]; readonly parts: Unit[] } | undefined;
  let start = 0;
  let current: { readonly name: string; readonly isModule: boolean } | undefined;
  /** Ends the unit at hand, and begins another one. */
  const turnTo = (at: number, next: typeof current): void => {
    if (current !== undefined) {
      const text = code.slice(start, at);
      const owner = current.isModule ? undefined : module;
      const uses = (): UsedNames => namesIn(text);
      const unit: Unit = { ...current, uses, within: () => (owner !== undefined && speaksOf(uses(), owner.code) ? owner.parts : []) };
      units.push(unit);
      if (current.isModule) {
        module ??= { name: current.name, code: [], parts: [] };
        module.code.push(text);
        module.parts.push(unit);
      }
    }
    [start, current] = [at, next];
  };
  let depth = 0;
  // How deep the blocks are in which names are everybody's: a `global` one, and a namespace in it.
  let open = 0;
  let namespace: { readonly name: string; readonly depth: number } | undefined;
  let isGlobalNext = false;
  for (const { 0: step, 1: moduleName, 2: isNamespace, 3: name, index } of code.matchAll(STEP)) {
    if (step === "{") {
      depth += 1;
      if (isGlobalNext) open = depth;
      isGlobalNext = false;
    } else if (step === "}") {
      if (depth === namespace?.depth) namespace = undefined;
      else if (depth === open) {
        open = 0;
        turnTo(index, module === undefined ? undefined : { name: module.name, isModule: true });
      }
      depth -= 1;
      if (depth === 0) {
        turnTo(index, undefined);
        module = undefined;
      }
    } else if (moduleName !== undefined) turnTo(index, { name: moduleName, isModule: true });
    else if (step.startsWith("global")) isGlobalNext = true;
    else if (name === undefined) continue;
    else if (namespace !== undefined && depth === namespace.depth) turnTo(index, { name: `${namespace.name}.${name}`, isModule: false });
    else if (depth === 0 || depth === open) {
      if (isNamespace === undefined) turnTo(index, { name, isModule: false });
      else namespace = { name, depth: depth + 1 };
    }
  }
  turnTo(code.length, undefined);
  return units;
}

/** Whether any name may be one that stands in some code. */
function speaksOf({ words }: UsedNames, code: readonly string[]): boolean {
  const there = new Set(code.flatMap((text) => text.match(WORD) ?? []));
  return [...words].some((word) => word.split(".").some((part) => there.has(part)));
}

const withoutComments = (text: string): string => text.replaceAll(COMMENT, "$1 ");
const stringsIn = (text: string): ReadonlySet<string> => new Set([...text.matchAll(STRING)].map(([, , name = ""]) => name));

const namesIn = (code: string): UsedNames => ({
  words: new Set([...code.matchAll(TYPE_WORD)].map(([word]) => word.replaceAll(/\s/gu, ""))),
  strings: stringsIn(code),
});
