import { existsSync, watch, type FSWatcher } from "node:fs";
import { dirname } from "node:path";
import type { Seen } from "@dagwright/compiler/disk";

/** Where the system tells of no changes, looking again and again has to do. In milliseconds. */
const POLLING = 500;

/** Tells of anything that may have changed in the folders where something was seen, until it is closed. */
export class FolderWatch {
  readonly #watched = new Map<string, FSWatcher>();
  readonly #changed: () => void;
  #polling: NodeJS.Timeout | undefined;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  follow(seen: readonly Seen[]): void {
    const wanted = new Set(seen.flatMap(foldersOf));
    for (const [folder, watcher] of this.#watched) {
      if (wanted.has(folder)) continue;
      watcher.close();
      this.#watched.delete(folder);
    }
    for (const folder of wanted) if (!this.#watched.has(folder)) this.#watch(folder);
  }

  close(): void {
    clearInterval(this.#polling);
    for (const watcher of this.#watched.values()) watcher.close();
    this.#watched.clear();
  }

  #watch(folder: string): void {
    const poll = (): void => void (this.#polling ??= setInterval(this.#changed, POLLING));
    try {
      // A folder that goes tells so, and what is above it is watched next time.
      this.#watched.set(
        folder,
        watch(folder, this.#changed).on("error", () => this.#forget(folder)),
      );
    } catch {
      poll();
    }
  }

  #forget(folder: string): void {
    this.#watched.get(folder)?.close();
    this.#watched.delete(folder);
    this.#changed();
  }
}

/** The nearest folder that is there, of each place that was looked at: what appears or goes shows in it. */
function foldersOf({ contents, kinds, folders, links }: Seen): readonly string[] {
  const found = new Set<string>();
  const known = new Map<string, string>();
  const nearest = (folder: string): string => {
    const before = known.get(folder);
    if (before !== undefined) return before;
    const answer = existsSync(folder) || dirname(folder) === folder ? folder : nearest(dirname(folder));
    known.set(folder, answer);
    return answer;
  };
  for (const path of [...Object.keys(contents), ...Object.keys(kinds), ...Object.keys(links)]) found.add(nearest(dirname(path)));
  for (const path of Object.keys(folders)) found.add(nearest(path));
  return [...found];
}
