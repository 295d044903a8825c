/** How a value is handed to a pod: as text where it stands, or as a program that the step's own wrapper evaluates. */
import {
  holdsArtifacts,
  jsonText,
  mapChildren,
  mapRefs,
  programLine,
  refsOf,
  type Digest,
  type Ref,
  type Type,
  type Value,
} from "@dagwright/protocol";
import type { Dag } from "./dag.ts";
import { quote, tagOf, textOf, type Code } from "./expression.ts";
import { artifactPaths } from "./types.ts";

export interface PodArgument {
  /** Argument text, with tags. */
  readonly text: string;
  /** Bundles that its program needs. */
  readonly glue: readonly Digest[];
}

const SUCCEEDED = "succeeded ";

export function podArgument(value: Value, dag: Dag): PodArgument {
  if (value.kind === "literal") return { text: jsonText(value.value), glue: [] };
  if (value.kind === "absent") return { text: "", glue: [] };
  if (value.kind === "ref") {
    const read = dag.read(value);
    if (read.rest.length === 0) return { text: read.slot.tag, glue: [] };
  }
  const lines: string[] = [];
  const lineOf = (tag: string): string => {
    if (!lines.includes(tag)) lines.push(tag);
    return String(lines.indexOf(tag));
  };
  const program = mapRefs(statusAsRefs(value), (ref) => {
    if (ref.node.startsWith(SUCCEEDED)) return { kind: "ref", node: lineOf(dag.succeeded(ref.node.slice(SUCCEEDED.length)).tag), path: [] };
    const read = dag.read(ref);
    return { kind: "ref", node: lineOf(read.slot.tag), path: read.rest };
  });
  return { text: [programLine(slim(program)), ...lines].join("\n"), glue: [...new Set(glueOf(value))] };
}

/** A program has lines, not nodes: whether a node succeeded is one more line. */
const statusAsRefs = (value: Value): Value =>
  value.kind === "whenSucceeded"
    ? {
        kind: "conditional",
        test: { kind: "ref", node: `${SUCCEEDED}${value.node}`, path: [] },
        then: statusAsRefs(value.value),
        else: statusAsRefs(value.otherwise),
      }
    : mapChildren(value, statusAsRefs);

/** Source text and places of glue are for people; a pod does without. */
export const slim = (value: Value): Value => {
  const inner = mapChildren(value, slim);
  return inner.kind === "glue" ? { ...inner, source: "", span: { file: "", start: [1, 1], end: [1, 1] } } : inner;
};

export function glueOf(value: Value): Digest[] {
  const found: Digest[] = value.kind === "glue" ? [value.glue] : [];
  mapChildren(value, (part) => {
    found.push(...glueOf(part));
    return part;
  });
  return found;
}

/** Where an argument's artifacts lie: their keys, or a folder of keys where their number is only known at run time. */
export function artifactKeys(value: Value, type: Type, dag: Dag, folders: (ref: Ref) => readonly string[]): readonly string[] {
  const { types } = dag.document;
  if (!holdsArtifacts(type, types)) return [];
  const keys: string[] = [];
  for (const ref of refsOf(value)) {
    const refType = dag.typeOf(ref)?.type;
    if (refType !== undefined && !holdsArtifacts(refType, types)) continue;
    const paths = refType === undefined ? undefined : artifactPaths(refType, types);
    if (paths === undefined) {
      keys.push(...folders(ref));
      continue;
    }
    const read = dag.read(ref);
    for (const { path } of paths) {
      const steps = [...read.rest, ...path].map(stepCode).join("");
      keys.push(keyTag(read.slot.code, steps));
    }
  }
  return [...new Set(keys)];
}

/** The key in a handle, or in one inside a value; empty where there is none. */
export const keyTag = (code: Code, steps: Code = ""): string =>
  tagOf(`${code} in ['', 'null'] ? '' : (fromJSON(${code})${steps}?.key ?? '')`);

const stepCode = (part: string | number): Code =>
  typeof part === "number" ? `[${part}]` : /^[A-Za-z_]\w*$/u.test(part) ? `?.${part}` : `?.[${quote(part)}]`;

/** The value's text for a template that is no pod: it must be whole, because no program may stand inside another. */
export function templateArgument(value: Value, dag: Dag): string | undefined {
  if (value.kind === "literal") return jsonText(value.value);
  if (value.kind === "absent") return "";
  if (value.kind === "ref") {
    const read = dag.read(value);
    if (read.rest.length === 0) return read.slot.tag;
  }
  const code: Code | undefined = textOf(value, dag);
  return code === undefined ? undefined : tagOf(code);
}
