import { Warm } from "@dagwright/compiler";
import { Disk, type Seen } from "@dagwright/compiler/disk";
import { compileEntries } from "./compile-sources.ts";
import type { CompiledProject } from "./compiled.ts";

/** Files of one project that are compiled again and again. */
export class WarmProject {
  readonly #warm = new Warm();
  readonly #root: string;
  readonly #files: readonly string[];
  #disk = new Disk();

  constructor(root: string, files: readonly string[]) {
    this.#root = root;
    this.#files = files;
  }

  compile(): Promise<CompiledProject> {
    this.#disk = new Disk();
    return compileEntries({ entries: this.#files, root: this.#root, disk: this.#disk, warm: this.#warm });
  }

  /** What the last result depends on; nothing where that cannot be told. */
  seen(): Seen | undefined {
    return this.#disk.seen();
  }
}
