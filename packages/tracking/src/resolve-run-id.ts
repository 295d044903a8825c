import { didYouMean } from "./did-you-mean.ts";
import type { SqlDriver } from "./driver.ts";
import { textOf } from "./rows.ts";
import { runIdAmbiguous, runNotFound } from "./tracking-error.ts";

const shown = 5;
const searched = 500;

/** Finds a run by its id or the beginning of one. Throws run-not-found with the nearest ids, run-id-ambiguous with the possible ones. */
export function createResolveRunId(db: SqlDriver): (typed: string) => string {
  const exact = db.prepare("SELECT id FROM runs WHERE id = ?");
  // Not LIKE: its wildcards would match, and it does not tell upper from lower case.
  const prefixed = db.prepare("SELECT id FROM runs WHERE substr(id, 1, length(?1)) = ?1 ORDER BY started_at DESC, seq DESC LIMIT ?2");
  const newest = db.prepare("SELECT id FROM runs ORDER BY started_at DESC, seq DESC LIMIT ?");
  return (typed) => {
    if (exact.get(typed) !== undefined) return typed;
    const found = typed === "" ? [] : prefixed.all(typed, shown + 1).map((row) => textOf(row, "id"));
    const [only, ...others] = found;
    if (only === undefined) {
      const ids = newest.all(searched).map((row) => textOf(row, "id"));
      const near = typed === "" ? [] : didYouMean(typed, ids);
      throw near.length > 0 ? runNotFound(typed, near) : runNotFound(typed, ids.slice(0, shown), "newest");
    }
    if (others.length > 0) throw runIdAmbiguous(typed, found.slice(0, shown), found.length > shown);
    return only;
  };
}
