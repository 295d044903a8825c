/** Bundles of a process that compiles again and again: most edits change none of them. */
import { sha256, type Digest } from "@dagwright/protocol";
import { Disk } from "../disk/disk.ts";
import type { Seen } from "../disk/seen.ts";
import type { Slice } from "../frontend/slice.ts";
import type { BundleResult } from "./bundle.ts";

interface Made {
  readonly result: BundleResult;
  readonly seen: Seen;
}

export class BundleCache {
  #known = new Map<Digest, Made>();
  #used = new Map<Digest, Made>();

  /** Answers what was made of an equal slice, as long as all that esbuild read for it is as it was. */
  async bundle(slice: Slice, disk: Disk, make: (disk: Disk) => Promise<BundleResult>): Promise<BundleResult> {
    const key = keyOf(slice);
    const known = this.#known.get(key);
    if (known !== undefined && disk.isStillSo(known.seen)) {
      this.#used.set(key, known);
      return known.result;
    }
    const part = new Disk(disk);
    const result = await make(part);
    const seen = part.seen();
    // Places in messages move with every edit.
    if (seen !== undefined && result.diagnostics.length === 0) this.#used.set(key, { result, seen });
    return result;
  }

  /** Forgets what the last compilation did not use. */
  endCompilation(): void {
    this.#known = this.#used;
    this.#used = new Map();
  }
}

const keyOf = (slice: Slice): Digest => sha256(JSON.stringify(slice, (_, value: unknown) => (value instanceof Map ? [...value] : value)));
