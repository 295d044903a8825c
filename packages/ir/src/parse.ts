/** From text, or anything at all, to a document or to what is wrong with it. */
import { isJsonArray, isJsonObject, type Json } from "@dagwright/protocol";
import type { core } from "zod";
import type { Diagnostic } from "./diagnostic.ts";
import { report } from "./diagnostics.ts";
import type { Document } from "./model.ts";
import { illFormed } from "./rules/legal-text.ts";
import { jsonPath, scanJson } from "./scan-json.ts";
import { documentSchema } from "./schema.ts";
import { upgrade } from "./upgrade.ts";

export type Parsed = { readonly document: Document } | { readonly diagnostics: readonly Diagnostic[] };

/** Levels of JSON; a region inside a region takes three or four. */
export const DEEPEST = 600;

/** Parses a document, of the current version or an older one. Never throws; `verify` then proves more. */
export function parseDocument(source: unknown): Parsed {
  const read = typeof source === "string" ? readText(source) : readJson(source);
  if ("diagnostics" in read) return read;
  const upgraded = upgrade(read.json);
  if ("diagnostics" in upgraded) return upgraded;
  const result = documentSchema.safeParse(upgraded.json);
  if (!result.success) {
    return {
      diagnostics: result.error.issues
        .flatMap((issue) => problemsOf(issue, [], upgraded.json))
        .map(({ path, problem }) => report("DW4002", {}, { path: jsonPath(path), problem })),
    };
  }
  const [broken] = illFormed(upgraded.json, "$");
  return broken === undefined ? { document: result.data } : { diagnostics: [report("DW4006", {}, { path: broken })] };
}

type Read = { readonly json: Json } | { readonly diagnostics: readonly Diagnostic[] };

function readText(text: string): Read {
  let json: Json;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return { diagnostics: [report("DW4001", {}, { reason: error instanceof Error ? error.message : String(error) })] };
  }
  const { duplicates, depth } = scanJson(text);
  if (depth > DEEPEST) return tooDeep();
  if (duplicates.length > 0) return { diagnostics: duplicates.map((path) => report("DW4004", {}, { path })) };
  return notJson(json) ?? { json };
}

function readJson(value: unknown): Read {
  const refused = notJson(value);
  if (refused !== undefined) return refused;
  const json: Json = JSON.parse(JSON.stringify(value));
  return { json };
}

interface Spot {
  readonly value: unknown;
  readonly key: PropertyKey;
  readonly parent: Spot | undefined;
  readonly depth: number;
}

/** A value of a program that is not JSON, is too deep (as a cycle is), or has a member that no JSON object carries safely. */
function notJson(value: unknown): Read | undefined {
  const open: Spot[] = [{ value, key: "", parent: undefined, depth: 0 }];
  for (let spot = open.pop(); spot !== undefined; spot = open.pop()) {
    const wrong = (problem: string): Read => ({ diagnostics: [report("DW4002", {}, { path: jsonPath(pathTo(spot)), problem })] });
    if (spot.depth > DEEPEST) return tooDeep();
    if (spot.key === "__proto__") return wrong("is a name that is not allowed");
    if (typeof spot.value === "object" && spot.value !== null) {
      const isList = Array.isArray(spot.value);
      for (const [key, member] of Object.entries(spot.value))
        open.push({ value: member, key: isList ? Number(key) : key, parent: spot, depth: spot.depth + 1 });
    } else if (spot.value !== null && !["string", "number", "boolean"].includes(typeof spot.value)) {
      return wrong(`is ${typeof spot.value}, which is not JSON`);
    }
  }
  return undefined;
}

function pathTo(spot: Spot | undefined): readonly PropertyKey[] {
  const path: PropertyKey[] = [];
  for (let at = spot; at?.parent !== undefined; at = at.parent) path.unshift(at.key);
  return path;
}

const tooDeep = (): Read => ({ diagnostics: [report("DW4005", {}, { limit: DEEPEST })] });

interface Problem {
  readonly path: readonly PropertyKey[];
  readonly problem: string;
}

/** A schema issue in words. Of a union, the member that got furthest speaks. */
function problemsOf(issue: core.$ZodIssue, base: readonly PropertyKey[], json: Json): readonly Problem[] {
  const path = [...base, ...issue.path];
  const found = valueAt(json, path);
  const one = (problem: string): readonly Problem[] => [
    { path, problem: found === undefined && issue.code !== "unrecognized_keys" ? "is missing" : problem },
  ];
  switch (issue.code) {
    case "invalid_type":
      return one(`is ${shown(found)}, not ${issue.expected}`);
    case "invalid_value":
      return one(`is ${shown(found)}, not ${issue.values.map((value) => JSON.stringify(value)).join(" or ")}`);
    case "unrecognized_keys":
      return issue.keys.map((key) => ({ path: [...path, key], problem: "is not known here" }));
    case "too_small":
      return one(`is ${shown(found)}, less than ${String(issue.minimum)}`);
    case "too_big":
      return one(`is ${shown(found)}, more than ${String(issue.maximum)}`);
    case "invalid_format":
      return one(`is ${shown(found)}, not ${issue.message}`);
    case "invalid_key":
      return [{ path, problem: issue.issues[0]?.message ?? "is no legal name" }];
    case "invalid_union": {
      const branches = issue.errors.map((errors) => errors.flatMap((inner) => problemsOf(inner, path, json)));
      const deepest = (problems: readonly Problem[]): number => Math.max(0, ...problems.map((problem) => problem.path.length));
      const best = branches.toSorted((a, b) => deepest(b) - deepest(a) || a.length - b.length)[0];
      return best === undefined || deepest(best) <= path.length ? one(`is ${shown(found)}, which is none of what can stand here`) : best;
    }
    case "invalid_element":
    case "not_multiple_of":
    case "custom":
      return one(issue.message);
  }
}

function valueAt(json: Json, path: readonly PropertyKey[]): Json | undefined {
  let current: Json | undefined = json;
  for (const key of path) {
    if (isJsonArray(current)) current = current[Number(key)];
    else if (isJsonObject(current)) current = Object.hasOwn(current, key) ? current[String(key)] : undefined;
    else return undefined;
  }
  return current;
}

function shown(value: Json | undefined): string {
  if (value === undefined) return "missing";
  if (isJsonArray(value)) return `a list of ${value.length}`;
  if (isJsonObject(value)) return "an object";
  const text = JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
