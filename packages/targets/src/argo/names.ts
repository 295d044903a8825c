/** Words of Argo's `depends` and of its expression language. */
const RESERVED = new Set([
  "else",
  "if",
  "let",
  "not",
  "in",
  "and",
  "or",
  "nil",
  "matches",
  "contains",
  "startsWith",
  "endsWith",
  "true",
  "false",
  "null",
]);

/** What YAML 1.1 reads as a boolean: the writer quotes it, a person who types a task's name on a command line may not. */
const YAML_BOOLEANS = new Set(["yes", "no", "on", "off", "y", "n"]);

/** A legal task or template name: letters, digits, `-`; begins with a letter. */
function slug(name: string): string {
  const legal = name.replaceAll(/[^a-zA-Z0-9]+/gu, "-").replaceAll(/^-+|-+$/gu, "") || "x";
  const begun = /^[a-zA-Z]/u.test(legal) ? legal : `s-${legal}`;
  return RESERVED.has(begun) || YAML_BOOLEANS.has(begun) ? `${begun}-step` : begun;
}

export const taskName = (id: string): string => slug(id).slice(0, 60);

/** Template names become part of pod names, so they are lower case: `readIris` is `read-iris`. */
export const templateName = (name: string): string => slug(name.replaceAll(/([a-z0-9])([A-Z])/gu, "$1-$2").toLowerCase()).slice(0, 60);

/** A parameter's name: an identifier, so that expressions can use it without brackets. */
export function parameterName(path: readonly (string | number)[]): string {
  const joined = path.map((part) => String(part).replaceAll(/[^a-zA-Z0-9_]+/gu, "_")).join("_") || "value";
  const begun = /^[a-zA-Z_]/u.test(joined) ? joined : `_${joined}`;
  return RESERVED.has(begun) ? `${begun}_` : begun;
}

/**
 * The workflow's parameter for each input of the pipeline. Users pass them by name, so that a name that Argo takes stays as it is; only
 * what it refuses, such as a letter of another script, is written differently.
 */
export function inputNames(inputs: readonly string[]): ReadonlyMap<string, string> {
  const isLegal = (input: string): boolean => /^[-a-zA-Z0-9_]+$/u.test(input);
  const names = new Names("_");
  for (const input of inputs) if (isLegal(input)) names.of(input, input);
  return new Map(inputs.map((input) => [input, names.of(input, isLegal(input) ? input : parameterName([input]))]));
}

/** Gives each thing a name of its own: `train`, `train-2`, …; the same thing gets the same name again. */
export class Names {
  private readonly taken = new Map<string, string>();
  private readonly separator: string;

  constructor(separator: "-" | "_") {
    this.separator = separator;
  }

  /** `key` tells things apart; `wanted` is the name if it is free. */
  of(key: string, wanted: string): string {
    for (let count = 1; ; count += 1) {
      const name = count === 1 ? wanted : `${wanted}${this.separator}${count}`;
      const owner = this.taken.get(name);
      if (owner === key) return name;
      if (owner === undefined) {
        this.taken.set(name, key);
        return name;
      }
    }
  }
}
