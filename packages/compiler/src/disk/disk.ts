import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { sha256, type Digest } from "@dagwright/protocol";
import { digestOf, kindOf, linkOf, listingOf, stampOf, statsOf, type FileState, type Kind, type Listing, type Seen } from "./seen.ts";

/**
 * The disk, as one compilation looks at it: each answer is given once and kept, so that all passes see the same, and so that what the
 * result depends on can be told afterwards. What was looked for and not found counts as much as what was.
 */
export class Disk {
  readonly #contents = new Map<string, Buffer | undefined>();
  readonly #states = new Map<string, FileState>();
  readonly #kinds = new Map<string, Kind>();
  readonly #listings = new Map<string, Listing>();
  readonly #links = new Map<string, string>();
  readonly #whole: Disk | undefined;
  #isComplete = true;

  /** `whole` is what the looks of a part of a compilation count for, too, and where they are answered. */
  constructor(whole?: Disk) {
    this.#whole = whole;
  }

  isFile(path: string): boolean {
    return this.#kindOf(named(path)) === "file";
  }

  isFolder(path: string): boolean {
    return this.#kindOf(named(path)) === "folder";
  }

  exists(path: string): boolean {
    return this.#kindOf(named(path)) !== "absent";
  }

  /** The bytes of a file; nothing where there is none. */
  read(given: string): Buffer | undefined {
    const path = named(given);
    if (this.#contents.has(path)) return this.#contents.get(path);
    const bytes = this.#kindOf(path) === "file" ? this.#readFile(path) : undefined;
    this.#contents.set(path, bytes);
    return bytes;
  }

  /** The same as text, by its byte order mark. */
  text(path: string): string | undefined {
    const bytes = this.read(path);
    return bytes === undefined ? undefined : decoded(bytes);
  }

  list(given: string): Listing {
    const path = named(given);
    let known = this.#listings.get(path);
    if (known === undefined) this.#listings.set(path, (known = this.#whole?.list(path) ?? listingOf(path)));
    return known;
  }

  /** All folders below one, but for installed packages and hidden ones. */
  listTree(path: string): void {
    for (const name of this.list(path).folders) if (name !== "node_modules" && !name.startsWith(".")) this.listTree(`${path}/${name}`);
  }

  /** Links followed; where there is nothing, the name itself. */
  realName(given: string): string {
    const path = named(given);
    let known = this.#links.get(path);
    if (known === undefined) this.#links.set(path, (known = this.#whole?.realName(path) ?? linkOf(path)));
    return known.replaceAll("\\", "/");
  }

  /** Says that something was looked at in a way that cannot be told: the result is not to be kept. */
  lookedElsewhere(): void {
    this.#isComplete = false;
    this.#whole?.lookedElsewhere();
  }

  /** SHA-256 of a file's bytes; nothing where there is none. */
  digestOf(given: string): Digest | undefined {
    this.read(given);
    return this.#states.get(named(given))?.digest;
  }

  /** Looks at all of it again, and answers whether it is still so. */
  isStillSo({ contents, kinds, folders, links }: Seen): boolean {
    return (
      Object.entries(contents).every(([path, { digest }]) => this.digestOf(path) === digest) &&
      Object.entries(kinds).every(([path, kind]) => this.#kindOf(path) === kind) &&
      Object.entries(links).every(([path, target]) => this.realName(path) === target.replaceAll("\\", "/")) &&
      Object.entries(folders).every(([path, digest]) => digestOf(this.list(path)) === digest)
    );
  }

  /** What all answers so far depend on; nothing where that is not known. */
  seen(): Seen | undefined {
    if (!this.#isComplete) return undefined;
    return {
      contents: Object.fromEntries(this.#states),
      // To be read it must be there.
      kinds: Object.fromEntries([...this.#kinds].filter(([path, kind]) => !this.#states.has(path) && !this.#isImplied(path, kind))),
      folders: Object.fromEntries([...this.#listings].map(([path, listing]): [string, Digest] => [path, digestOf(listing)])),
      links: Object.fromEntries(this.#links),
    };
  }

  #kindOf(path: string): Kind {
    let known = this.#kinds.get(path);
    if (known !== undefined) return known;
    known = this.#whole === undefined ? kindOf(path) : this.#whole.#kindOf(path);
    this.#kinds.set(path, known);
    // Where a whole folder is missing, one fact stands for all that was looked for in it.
    if (known === "absent" && dirname(path) !== path) this.#kindOf(dirname(path));
    return known;
  }

  #isImplied(path: string, kind: Kind): boolean {
    const parent = dirname(path);
    return kind === "absent" && parent !== path && this.#kinds.get(parent) === "absent";
  }

  #readFile(path: string): Buffer | undefined {
    const whole = this.#whole;
    if (whole !== undefined) {
      const bytes = whole.read(path);
      const state = whole.#states.get(path);
      if (state !== undefined) this.#states.set(path, state);
      return bytes;
    }
    // Taken before the bytes, so that whatever is written from now on shows in it.
    const stats = statsOf(path);
    const now = Date.now();
    let bytes;
    try {
      bytes = readFileSync(path);
    } catch {
      this.lookedElsewhere();
      return undefined;
    }
    const isSettled = stats !== undefined && path.includes("/node_modules/") && now - stats.ctimeMs > TICK;
    this.#states.set(path, { digest: sha256(bytes), ...(isSettled ? { stamp: stampOf(stats) } : {}) });
    return bytes;
  }
}

/** Two writes within one tick of the file system's clock, in milliseconds, leave the same stamp; no file system's is longer. */
const TICK = 2000;

const named = (path: string): string => resolve(path).replaceAll("\\", "/");

function decoded(bytes: Buffer): string {
  if (bytes[0] === 0xfe && bytes[1] === 0xff)
    return Buffer.from(bytes.subarray(0, bytes.length & ~1))
      .swap16()
      .toString("utf16le", 2);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString("utf16le", 2);
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return bytes.toString("utf8", 3);
  return bytes.toString("utf8");
}
