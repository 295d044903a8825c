/** `@minimum 0`, `@pattern ^a`, `@minItems 1`, …: JSDoc tags that narrow the schema of what they stand above. One that cannot is a problem at the tag. */
import { FORMAT_NAMES, isFormatName, type Type } from "@dagwright/protocol";
import { nearest } from "@dagwright/ir";
import type { Conversion } from "./conversion.ts";
import { noteTag } from "./misspelt-tags.ts";
import type { DocTag } from "./tags.ts";

type Limited = Extract<Type, { readonly kind: "number" | "string" | "array" }>;
type Kind = Limited["kind"];
type Limits = Readonly<Record<string, number | string | boolean>>;

interface Tag {
  readonly kind: Kind;
  /** What it takes, and one value to paste. */
  readonly takes: string;
  readonly example: string;
  /** None if the text is no such value. */
  readonly read: (text: string) => Limits | undefined;
}

const number = (name: string, example: string): Tag => ({
  kind: "number",
  takes: "a number",
  example,
  read: (text) => (text === "" || !Number.isFinite(Number(text)) ? undefined : { [name]: Number(text) }),
});
const count = (name: string, kind: "string" | "array"): Tag => ({
  kind,
  takes: "a whole number, not below 0",
  example: "1",
  read: (text) => (/^\d+$/u.test(text) && Number.isSafeInteger(Number(text)) ? { [name]: Number(text) } : undefined),
});
const flag = (name: string, kind: Kind): Tag => ({
  kind,
  takes: "nothing",
  example: "",
  read: (text) => (["", "true"].includes(text) ? { [name]: true } : undefined),
});

const TAGS: ReadonlyMap<string, Tag> = new Map([
  ["minimum", number("minimum", "0")],
  ["maximum", number("maximum", "1")],
  ["exclusiveMinimum", number("exclusiveMinimum", "0")],
  ["exclusiveMaximum", number("exclusiveMaximum", "1")],
  [
    "multipleOf",
    {
      ...number("multipleOf", "0.5"),
      takes: "a number above 0",
      read: (text: string) => (Number(text) > 0 && Number.isFinite(Number(text)) ? { multipleOf: Number(text) } : undefined),
    },
  ],
  ["integer", flag("integer", "number")],
  ["minLength", count("minLength", "string")],
  ["maxLength", count("maxLength", "string")],
  [
    "pattern",
    {
      kind: "string",
      takes: "a regular expression",
      example: "^[a-z]+$",
      read: (text) => (text !== "" && isPattern(text) ? { pattern: text } : undefined),
    },
  ],
  [
    "format",
    {
      kind: "string",
      takes: `one of ${FORMAT_NAMES.join(", ")}`,
      example: "email",
      read: (text) => (isFormatName(text) ? { format: text } : undefined),
    },
  ],
  ["minItems", count("minItems", "array")],
  ["maxItems", count("maxItems", "array")],
  ["uniqueItems", flag("uniqueItems", "array")],
]);

/** The type with what the tags say of it. */
export function constrain(conversion: Conversion, type: Type, tags: readonly DocTag[], path: string): Type {
  let constrained = type;
  for (const tag of tags) {
    const { name, text } = tag;
    const known = TAGS.get(name);
    if (known === undefined) {
      noteTag(conversion.context, tag, TAGS.keys());
      continue;
    }
    const limits = known.read(text);
    const refuse = (reason: string, help: string): void =>
      refuseTag(conversion, tag, path, `\`@${name}\` above ${nameAt(path)} ${reason}`, help);
    if (limits === undefined) {
      const near = name === "format" ? nearest(text, FORMAT_NAMES).text : "";
      refuse(`cannot be \`${text}\`: it takes ${known.takes}${near}`, `\`${`@${name} ${known.example}`.trim()}\``);
      continue;
    }
    const narrowed = narrow(constrained, known.kind, limits);
    if (narrowed !== undefined) constrained = narrowed;
    // A `Date` is of that format anyway.
    else if (tag.open !== true && !(text === "date-time" && holds(type, "date")))
      refuse(`limits ${KIND_WORDS[known.kind]}, and there is none in its type`, helpFor(type));
  }
  const empty = emptyRange(constrained);
  const last = tags.findLast((tag) => TAGS.has(tag.name));
  if (empty !== undefined && last !== undefined)
    refuseTag(conversion, last, path, `no value of ${nameAt(path)} is ${empty}`, "let the lower limit be below the upper one");
  return constrained;
}

const KIND_WORDS: Readonly<Record<Kind, string>> = { number: "a number", string: "text", array: "a list" };

const helpFor = (type: Type): string => {
  const kind = (["number", "string", "array"] as const).find((each) => holds(type, each));
  if (kind === undefined) return "leave it out";
  const names = [...TAGS].filter(([, tag]) => tag.kind === kind).map(([name]) => `\`@${name}\``);
  return `for ${KIND_WORDS[kind]} there are ${names.join(", ")}`;
};

const holds = (type: Type, kind: Type["kind"]): boolean =>
  type.kind === kind || (type.kind === "union" && type.members.some((member) => member.kind === kind));

/** None if nothing in the type is of that kind. */
function narrow(type: Type, kind: Kind, limits: Limits): Type | undefined {
  if (type.kind === kind) return { ...type, ...limits };
  if (type.kind !== "union" || !holds(type, kind)) return undefined;
  return { ...type, members: type.members.map((member) => (member.kind === kind ? { ...member, ...limits } : member)) };
}

function emptyRange(type: Type): string | undefined {
  for (const part of type.kind === "union" ? type.members : [type]) {
    const [low, high] =
      part.kind === "number"
        ? [part.minimum ?? part.exclusiveMinimum, part.maximum ?? part.exclusiveMaximum]
        : part.kind === "string"
          ? [part.minLength, part.maxLength]
          : part.kind === "array"
            ? [part.minItems, part.maxItems]
            : [];
    if (low !== undefined && high !== undefined && low > high) return `at least ${low} and at most ${high}`;
  }
  return undefined;
}

function refuseTag({ context, problems }: Conversion, { file, start, end }: DocTag, path: string, reason: string, help: string): void {
  // Of a declaration that others made, the user could not mend it.
  if (context.isProjectFile(file)) problems.push({ code: "tag", path, reason, help, span: context.spanAt(file, start, end) });
}

const nameAt = (path: string): string => `\`${/(?:[^.[\]"]+)(?=(?:\[\])*$)/u.exec(path)?.[0] ?? (path || "it")}\``;

function isPattern(pattern: string): boolean {
  try {
    return new RegExp(pattern, "u") instanceof RegExp;
  } catch {
    return false;
  }
}
