/** Which files a project is opened with: as few as its types can be told from. */
import type { Disk } from "../../disk/disk.ts";
import type { Seen } from "../../disk/seen.ts";
import { ambientFiles, missesDeclarations } from "./ambient.ts";
import { CheckedFiles } from "./checked-files.ts";
import { Context } from "./context.ts";
import { createLeanProgram } from "./lean/node-types.ts";
import type { ProjectOptions } from "./options.ts";
import { createProgram, type ProgramExtras } from "./program.ts";

export interface Opening {
  readonly folder: string;
  readonly entries: readonly string[];
  readonly options: ProjectOptions;
  readonly disk: Disk;
  readonly isWatched: boolean;
  readonly before: Opened | undefined;
}

/** A project as it was opened before. */
export interface Opened {
  readonly context: Context;
  readonly seen: Seen | undefined;
}

export function openContext(opening: Opening): Context {
  const { folder, entries, options, disk, isWatched } = opening;
  if (!isWatched) {
    const lean = new Context(folder, createLeanProgram(entries, options, disk), disk);
    if (!missesDeclarations(lean)) return lean;
  }
  const context = openWhole(opening);
  // Declarations that only the tsconfig knows of are looked for where a name is missing.
  const files = missesDeclarations(context) ? ambientFiles(options, disk) : [];
  return files.length === 0
    ? context
    : contextOf(opening, [...entries, ...files], { parsed: context.program, resolvesAlike: true }, context.checked);
}

const openWhole = (opening: Opening): Context =>
  contextOf(
    opening,
    opening.entries,
    opening.before === undefined ? {} : extrasOf(opening.before, opening.disk),
    opening.before?.context.checked,
  );

function contextOf(
  { folder, options, disk, isWatched }: Opening,
  files: readonly string[],
  extras: ProgramExtras,
  checked: CheckedFiles | undefined,
): Context {
  const program = createProgram(files, options, disk, extras);
  return new Context(folder, program, disk, isWatched ? new CheckedFiles(program, checked) : undefined);
}

function extrasOf({ context, seen }: Opened, disk: Disk): ProgramExtras {
  if (seen === undefined) return {};
  // Settings say how files are read, and manifests where imports lead.
  const said = Object.entries(seen.contents).filter(([path]) => path.endsWith(".json"));
  if (!disk.isStillSo({ contents: Object.fromEntries(said), kinds: {}, folders: {}, links: {} })) return {};
  return { parsed: context.program, resolvesAlike: disk.isStillSo({ ...seen, contents: {} }) };
}
