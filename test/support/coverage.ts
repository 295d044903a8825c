/** Which constructs of generated programs have run, and how: counted by what was called, not by what was written. */
import { depthOf, mayOverlap, type Site } from "../differential/generator/sites.ts";
import { isFailing, tagOf } from "./agreement.ts";

export interface Ways {
  /** Nothing failed in it, nor beside it. */
  ok: number;
  /** A step failed in it. */
  inside: number;
  /** A step failed that may run side by side with it. */
  beside: number;
}

export class Coverage {
  readonly constructs = new Map<string, Ways>();
  /** Programs by how deep their deepest call stood. */
  readonly depths: number[] = [];
  runs = 0;
  steps = 0;
  failures = 0;
  failedRuns = 0;

  /** One run of a program: its calls in canonical text, attempts included. */
  add(sites: ReadonlyMap<string, Site>, calls: readonly string[], status: string): void {
    this.runs += 1;
    this.steps += calls.length;
    this.failures += calls.filter(isFailing).length;
    this.failedRuns += status === "failed" ? 1 : 0;
    const seen = calls.flatMap((call) => {
      const site = sites.get(tagOf(call));
      return site === undefined ? [] : [{ site, fails: isFailing(call) }];
    });
    const depth = Math.max(0, ...seen.map(({ site }) => depthOf(site)));
    this.depths[depth] = (this.depths[depth] ?? 0) + 1;

    for (const [id, construct] of constructsIn(seen.map(({ site }) => site))) {
      const own = seen.filter(({ site }) => isIn(site, id));
      const others = seen.filter(({ site, fails }) => fails && !isIn(site, id));
      const failed = own.filter(({ fails }) => fails);
      const passed = own.filter(({ fails }) => !fails);
      // Copies of it, over the items of a list, are beside each other.
      const beside =
        others.some(({ site }) => own.some((each) => mayOverlap(site, each.site))) ||
        failed.some(({ site }) => passed.some((each) => each.site === site && mayOverlap(site, site)));
      const ways = this.constructs.get(construct) ?? { ok: 0, inside: 0, beside: 0 };
      this.constructs.set(construct, ways);
      if (failed.length > 0) ways.inside += 1;
      if (beside) ways.beside += 1;
      if (failed.length === 0 && !beside) ways.ok += 1;
    }
  }
}

const isIn = (site: Site, id: number): boolean => site.some((step) => "id" in step && step.id === id);

const constructsIn = (sites: readonly Site[]): ReadonlyMap<number, string> =>
  new Map(sites.flat().flatMap((step): readonly (readonly [number, string])[] => ("id" in step ? [[step.id, step.construct]] : [])));
