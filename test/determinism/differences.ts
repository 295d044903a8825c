import { gunzipSync } from "node:zlib";
import type { Outputs } from "./project.ts";

const WIDTH = 160;

/** How what was made differs from what should have been: a line or two for each file, none when all is equal. */
export function differences(expected: Outputs, actual: Outputs): readonly string[] {
  const names = [...new Set([...expected.keys(), ...actual.keys()])].toSorted();
  return names.flatMap((name) => {
    const [before, after] = [expected.get(name), actual.get(name)];
    if (before === after) return [];
    if (before === undefined) return [`${name} is new`];
    if (after === undefined) return [`${name} is missing`];
    return [`${name} differs ${firstDifference(before, after)}`];
  });
}

function firstDifference(before: string, after: string): string {
  const [old, now] = [before.split("\n"), after.split("\n")];
  const line = old.findIndex((text, index) => text !== now[index]);
  const at = line === -1 ? old.length : line;
  const [was = "(no line)", is = "(no line)"] = [old[at], now[at]];
  const column = [...was].findIndex((letter, index) => letter !== is[index]);
  const from = Math.max(0, (column === -1 ? was.length : column) - WIDTH / 4);
  const part = (text: string): string => JSON.stringify(text.slice(from, from + WIDTH));
  return `at ${at + 1}:${from + 1}\n  was ${part(was)}\n  is  ${part(is)}`;
}

/** Places where one of `secrets` stands in an output, packed code included. */
export function mentions(outputs: Outputs, secrets: readonly string[]): readonly string[] {
  const spelled = [
    ...new Set(
      secrets.flatMap((secret) => [secret, encodeURI(secret), JSON.stringify(secret).slice(1, -1), Buffer.from(secret).toString("latin1")]),
    ),
  ];
  return [...outputs].flatMap(([name, text]) =>
    [text, ...unpacked(text)].flatMap((searched) =>
      spelled.flatMap((secret) => {
        const at = searched.indexOf(secret);
        return at === -1 ? [] : [`${name} holds ${JSON.stringify(searched.slice(Math.max(0, at - 40), at + secret.length + 40))}`];
      }),
    ),
  );
}

/** Code as it stands in a manifest: gzip in Base64, which begins with these letters. */
export const unpacked = (text: string): readonly string[] =>
  [...text.matchAll(/H4sI[\w+/]{40,}={0,2}/gu)].map(([packed]) => gunzipSync(Buffer.from(packed, "base64")).toString("latin1"));
