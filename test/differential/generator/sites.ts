/** Where each call of a written program stands: what the coverage and the comparison of order are told from. */
export type Member = number | "items";

/** One step of the way from the body down to a call: a construct, or a member of the construct before it. */
export type Step = { readonly construct: string; readonly id: number } | { readonly member: Member };

export type Site = readonly Step[];

const same = (a: Step, b: Step): boolean => ("id" in a ? "id" in b && a.id === b.id : "member" in b && a.member === b.member);

/** Whether what stands at two sites may run side by side: they part at two members, or lie both in copies of one. */
export function mayOverlap(a: Site, b: Site): boolean {
  for (const [at, step] of a.entries()) {
    const other = b[at];
    if (other === undefined) return false;
    if (!same(step, other)) return "member" in step && "member" in other;
    if ("member" in step && step.member === "items") return true;
  }
  return false;
}

/** How deep a call stands: how many constructs are around its own. */
export const depthOf = (site: Site): number => Math.max(0, site.filter((step) => "id" in step).length - 1);

export class SiteRecorder {
  readonly sites = new Map<string, Site>();
  #constructs = 0;
  #way: Site = [];

  within<T>(construct: string, write: () => T): T {
    return this.#at({ construct, id: (this.#constructs += 1) }, write);
  }

  beside<T>(member: Member, write: () => T): T {
    return this.#at({ member }, write);
  }

  record(tag: string): void {
    this.sites.set(tag, this.#way);
  }

  #at<T>(step: Step, write: () => T): T {
    const outer = this.#way;
    this.#way = [...outer, step];
    try {
      return write();
    } finally {
      this.#way = outer;
    }
  }
}
