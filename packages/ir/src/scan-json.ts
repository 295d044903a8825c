/** What `JSON.parse` does not tell: keys that stand twice, how deep it goes, and where a path is in the text. */

export interface JsonScan {
  /** Paths such as `$.a[0].b` of keys that stand more than once in their object. */
  readonly duplicates: readonly string[];
  readonly depth: number;
}

interface Level {
  readonly keys: Set<string> | undefined;
  key: string;
  index: number;
}

/** Scans text that `JSON.parse` accepts. Uses no recursion, so depth costs no stack. */
export function scanJson(text: string): JsonScan {
  const duplicates: string[] = [];
  const levels: Level[] = [];
  let depth = 0;
  let expectsKey = false;
  for (let at = 0; at < text.length; at += 1) {
    const top = levels.at(-1);
    switch (text.charAt(at)) {
      case '"': {
        const end = stringEnd(text, at);
        if (expectsKey && top?.keys !== undefined) {
          const key: unknown = JSON.parse(text.slice(at, end + 1));
          top.key = String(key);
          if (top.keys.has(top.key)) duplicates.push(pathOf(levels));
          top.keys.add(top.key);
          expectsKey = false;
        }
        at = end;
        break;
      }
      case "{":
        levels.push({ keys: new Set(), key: "", index: 0 });
        depth = Math.max(depth, levels.length);
        expectsKey = true;
        break;
      case "[":
        levels.push({ keys: undefined, key: "", index: 0 });
        depth = Math.max(depth, levels.length);
        expectsKey = false;
        break;
      case "}":
      case "]":
        levels.pop();
        expectsKey = false;
        break;
      case ",":
        if (top !== undefined && top.keys === undefined) top.index += 1;
        expectsKey = top?.keys !== undefined;
        break;
    }
  }
  return { duplicates, depth };
}

function stringEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === '"') return at;
  }
  return text.length - 1;
}

const pathOf = (levels: readonly Level[]): string => jsonPath(levels.map((level) => (level.keys === undefined ? level.index : level.key)));

/** A path as text: `$.pipelines.main.body.nodes[2].id`. */
export const jsonPath = (path: readonly PropertyKey[]): string =>
  `$${path.map((key) => (typeof key === "number" ? `[${key}]` : /^[\p{L}_$][\p{L}\p{N}_$-]*$/u.test(String(key)) ? `.${String(key)}` : `[${JSON.stringify(String(key))}]`)).join("")}`;
