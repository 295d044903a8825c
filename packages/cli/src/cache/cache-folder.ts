import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { sha256, type Digest } from "@dagwright/protocol";
import { makeFolder } from "@dagwright/tracking/make-folder";

/** As many results, and as many bytes of them, as are kept; the oldest go first. */
const MOST_FILES = 60;
const MOST_BYTES = 200_000_000;

export interface Kept {
  readonly digest: Digest;
  readonly bytes: Buffer;
}

/**
 * Files that may vanish, be damaged or be refused at any time, and then only cost the time to make them again. Each begins with the digest
 * of its rest.
 */
export class CacheFolder {
  readonly #folder: string;

  /** `home` is the one place that the project's tools may write to. */
  constructor(home: string, name: string) {
    this.#folder = join(home, "cache", name);
  }

  /** Nothing where there is no such file, or it is not what was written. */
  read(key: Digest): Kept | undefined {
    const all = this.#bytesOf(key);
    if (all === undefined || all[HEX] !== NEW_LINE) return undefined;
    const bytes = all.subarray(HEX + 1);
    const digest = sha256(bytes);
    return all.toString("latin1", 0, HEX) === digest ? { digest, bytes } : undefined;
  }

  /** Answers the digest of what was written. */
  write(key: Digest, bytes: Uint8Array): Digest {
    const digest = sha256(bytes);
    const staged = join(this.#folder, `${key}.${process.pid}.tmp`);
    try {
      makeFolder(this.#folder);
      writeFileSync(join(dirname(this.#folder), ".gitignore"), "*\n");
      writeFileSync(staged, Buffer.concat([Buffer.from(`${digest}\n`), bytes]));
      renameSync(staged, join(this.#folder, key));
      this.#prune();
    } catch (error) {
      // A home that cannot be written to is told of by what needs it.
      if (!(error instanceof Error && "syscall" in error)) throw error;
      removeIfThere(staged);
    }
    return digest;
  }

  #bytesOf(key: Digest): Buffer | undefined {
    try {
      return readFileSync(join(this.#folder, key));
    } catch {
      return undefined;
    }
  }

  #prune(): void {
    const files = readdirSync(this.#folder)
      .flatMap((name) => {
        const stats = statSync(join(this.#folder, name), { throwIfNoEntry: false });
        return stats === undefined ? [] : [{ name, size: stats.size, age: stats.mtimeMs }];
      })
      .sort((a, b) => b.age - a.age);
    let bytes = 0;
    for (const [index, { name, size }] of files.entries()) {
      bytes += size;
      if (index > 0 && (index >= MOST_FILES || bytes > MOST_BYTES)) rmSync(join(this.#folder, name), { force: true });
    }
  }
}

function removeIfThere(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // The folder is none, or may not be written to.
  }
}

const HEX = 64;
const NEW_LINE = 10;
