/** Texts that something on the way to a step could take for something else, by seed. */
import fc from "fast-check";

const FRAGMENTS = [
  ["{{workflow.name}}", "{{=1 + 1}}", "{{", "}}", "{{=", "{ {", "{{inputs.parameters.texts}}", "{{{{item}}}}", "{{=sprig.env('HOME')}}"],
  ["$(HOME)", "$$", "$", "${X}", "$$(HOME)", "$(", "`id`", "$((1+1))", "; rm -rf x", "&& true", "| cat", "> f", "*", "~", "#"],
  [
    "\n",
    "\r",
    "\r\n",
    "\t",
    "\u2028",
    "\u2029",
    "\u0085",
    "\u007f",
    "\ufeff",
    "\ufffe",
    "\uffff",
    "\u0001",
    "\u001b[31m",
    " ",
    "\u00a0",
    "\v",
  ],
  ['"', "'", "\\", "\\n", "\\u0041", "\\\\", "%s", "%25", "\u200b", "\u202e"],
  [
    "- a",
    ": ",
    "&anchor",
    "*anchor",
    "!!js/function",
    "!",
    "---\n",
    "...\n",
    "|",
    ">-",
    "? ",
    "<<: *x",
    "yes",
    "no",
    "~",
    "@",
    "0x1F",
    "1e3",
  ],
  ["=", "=1", "=[]\n1", '!{"step":"a"}', "-0", "null", "true", "undefined", "NaN", "[", "]", "{", "}", "__proto__", "tasks['a'].outputs"],
  ["é", "e\u0301", "日本", "🎉", "👩‍👩‍👧‍👦", "\u{10ffff}", "ﬁ", "ß", "İ"],
].flat();

const text = fc
  .array(
    fc.oneof(
      { weight: 5, arbitrary: fc.constantFrom(...FRAGMENTS) },
      { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 6 }) },
    ),
    {
      minLength: 1,
      maxLength: 7,
    },
  )
  .map((parts) => parts.join(""));

/** Each fragment alone, then mixtures; no text twice. */
export function hostileTexts(seed: number, count: number): readonly string[] {
  const texts = new Set<string>(["", ...FRAGMENTS]);
  for (const drawn of fc.sample(text, { seed, numRuns: count * 2 })) texts.add(drawn);
  if (texts.size < count) throw new Error(`there are only ${texts.size} texts`);
  // The long ones instead of the last: 6 kB and 50 kB, which escaped stay below what one variable of a pod may hold.
  return [...[...texts].slice(0, count - 2), ` ${"{{=1}} $(X) é\n".repeat(400)}\t`, `\n${"lorem ipsum dolor $$ ".repeat(2500)}`];
}

/** No process can be given a variable that holds NUL, which ends texts there: it is no text that could arrive. */
export const withoutNul = (given: string): string => given.replaceAll("\0", "");

/**
 * What a person types becomes JSON by an expression of Argo, which refuses its own text where a character is none that Go prints: DEL, and
 * beyond the first plane what is unassigned, private or for format.
 */
export const printable = (given: string): string =>
  given.replaceAll(/[\u007f\u{10000}-\u{10ffff}]/gu, (character) => (/[\p{L}\p{M}\p{N}\p{P}\p{S}]/u.test(character) ? character : ""));
