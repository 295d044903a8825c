import { dirname } from "node:path";
import { isStillSo, type Seen } from "@dagwright/compiler/disk";
import { keepCompiledCode } from "../cache/keep-compiled-code.ts";
import type { ExitCode } from "../exit-code.ts";
import { findFiles } from "../project/find-files.ts";
import { homeOf, projectRoot } from "../project/root.ts";
import { reportFailure } from "../report-failure.ts";
import { UsageError } from "../usage-error.ts";
import type { Checked } from "./checked.ts";
import { FolderWatch } from "./watch-folders.ts";

/** An editor writes a file in several steps; in milliseconds. */
const PAUSE = 5;

/** Checks some files, and again whenever anything changes that the answer depends on, until it is interrupted. */
export async function watchFiles(
  typed: readonly string[],
  cache: boolean,
  show: (checked: Checked, milliseconds: number) => void,
): Promise<ExitCode> {
  const found = findFiles(typed);
  const ir = found.find(({ kind }) => kind === "ir");
  if (ir !== undefined) throw new UsageError(`--watch is for TypeScript files, and ${ir.typed} is none`);
  const groups = Map.groupBy(found, ({ path }) => projectRoot(dirname(path)));
  if (cache) for (const root of groups.keys()) keepCompiledCode(homeOf(root));
  const { WarmProject } = await import("../project/warm-project.ts");
  const projects = [...groups].map(
    ([root, files]) =>
      new WarmProject(
        root,
        files.map(({ path }) => path),
      ),
  );

  const changes = new Changes();
  const folders = new FolderWatch(() => changes.tell());
  try {
    let seen: readonly (Seen | undefined)[] = [];
    while (!changes.isOver) {
      const since = performance.now();
      try {
        const checked: Checked = { files: typed, projects: await Promise.all(projects.map((project) => project.compile())) };
        if (!changes.isOver) show(checked, performance.now() - since);
      } catch (error) {
        // A fault of ours with this state of the files is none with the next one.
        reportFailure(error);
      }
      seen = projects.map((project) => project.seen());
      folders.follow(seen.filter((one) => one !== undefined));
      // Before the first wait, too: a file may have changed while it was being checked.
      while (!changes.isOver && seen.every((one) => one !== undefined && isStillSo(one))) await changes.next();
    }
    return 0;
  } finally {
    folders.close();
    changes.end();
  }
}

/** That something may have changed, or that the user has had enough. */
class Changes {
  isOver = false;
  #isTold = false;
  #wake: () => void = () => undefined;
  readonly #stop = (): void => {
    this.isOver = true;
    this.#wake();
  };

  constructor() {
    for (const signal of SIGNALS) process.on(signal, this.#stop);
  }

  tell(): void {
    this.#isTold = true;
    this.#wake();
  }

  async next(): Promise<void> {
    if (!this.#isTold && !this.isOver) await new Promise<void>((resolve) => (this.#wake = resolve));
    if (!this.isOver) await new Promise((resolve) => setTimeout(resolve, PAUSE));
    this.#isTold = false;
  }

  end(): void {
    for (const signal of SIGNALS) process.off(signal, this.#stop);
  }
}

const SIGNALS = ["SIGINT", "SIGTERM"] as const;
