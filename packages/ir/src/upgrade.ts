import { isJsonObject, type Json } from "@dagwright/protocol";
import type { Diagnostic } from "./diagnostic.ts";
import { report } from "./diagnostics.ts";
import { IR_VERSION } from "./model.ts";

export type Upgraded = { readonly json: Json } | { readonly diagnostics: readonly Diagnostic[] };

/** Steps from one version to the next, by the version they start from. There has been one version so far. */
const STEPS: ReadonlyMap<string, (document: Json) => Json> = new Map();

/** Brings an older document to the current version. A newer one, or none of ours, is an error that names both versions. */
export function upgrade(document: Json): Upgraded {
  let json = document;
  for (let taken = 0; taken <= STEPS.size; taken += 1) {
    const version = isJsonObject(json) && Object.hasOwn(json, "irVersion") ? json["irVersion"] : undefined;
    if (version === IR_VERSION) return { json };
    const step = typeof version === "string" ? STEPS.get(version) : undefined;
    if (step === undefined)
      return {
        diagnostics: [
          report("DW4003", {}, { found: version === undefined ? undefined : JSON.stringify(version), known: JSON.stringify(IR_VERSION) }),
        ],
      };
    json = step(json);
  }
  return { json };
}
