/** Readable ids, unique in a pipeline, from the names of the program alone. */
export class Ids {
  #taken: Set<string>;
  /** The number to try next. */
  #counts = new Map<string, number>();

  constructor(reserved: readonly string[] = ["input", "run"]) {
    this.#taken = new Set(reserved);
  }

  /** `report`, then `report-2`, `report-3`; ids that differ in case alone count as one. */
  allocate(wanted: string, otherwise = "step"): string {
    const base = legal(wanted) || legal(otherwise) || "step";
    for (let count = this.#counts.get(base) ?? 1; ; count += 1) {
      const id = count === 1 ? base : `${base}-${count}`;
      if (this.#taken.has(id.toLowerCase())) continue;
      this.#taken.add(id.toLowerCase());
      this.#counts.set(base, count + 1);
      return id;
    }
  }

  /** From here to the call of what it gives, ids are only tried out. */
  tryOut(): () => void {
    const [taken, counts] = [new Set(this.#taken), new Map(this.#counts)];
    return () => {
      this.#taken = taken;
      this.#counts = counts;
    };
  }
}

const legal = (name: string): string =>
  name
    .replace(/[^A-Za-z0-9_-]+/gu, "-")
    .replace(/^[^A-Za-z]+/u, "")
    .replace(/-+$/u, "");
