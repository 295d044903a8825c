/** The files of a revision in a folder of their own, with the dependencies that are installed here. */
import { execFileSync } from "node:child_process";
import { existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { RefusedError } from "../refused-error.ts";
import { UsageError } from "../usage-error.ts";
import { onInterrupt } from "./on-interrupt.ts";

export interface CheckedOut {
  /** Of the whole repository. */
  readonly tree: string;
  /** Where a file of here lies in it; nothing if the revision does not have it. */
  pathOf(file: string): string | undefined;
  remove(): void;
}

/** `near` is a file, or the path of one that only the revision has, in the repository. Nothing of the repository changes. */
export function checkOut(revision: string, near: string): CheckedOut {
  const top = realpathSync(topOf(existingFolder(dirname(resolve(near)))));
  const commit = commitOf(revision, top);
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "dagwright-diff-")));
  const clear = (): void => rmSync(folder, { recursive: true, force: true });
  const forget = onInterrupt(clear);
  const remove = (): void => {
    forget();
    clear();
  };
  try {
    const tree = join(folder, "tree");
    // An index of its own: that of the repository stays as it is.
    const env = { ...ownEnvironment(), GIT_INDEX_FILE: join(folder, "index") };
    git(["read-tree", commit], top, env);
    git(["checkout-index", "--all", `--prefix=${tree}/`], top, env);
    linkDependencies(top, tree);
    linkDependenciesAbove(top, folder);
    return {
      tree,
      pathOf(file) {
        // As it is typed here, or as git writes it: from the top of the repository.
        const ways = [relative(top, withoutLinks(resolve(file))), file];
        const inside = ways.find((way) => !way.startsWith("..") && !isAbsolute(way) && existsSync(join(tree, way)));
        return inside === undefined ? undefined : join(tree, inside);
      },
      remove,
    };
  } catch (error) {
    remove();
    throw error;
  }
}

/** The nearest folder upwards that is there. */
function existingFolder(folder: string): string {
  for (let at = folder; ; at = dirname(at)) if (existsSync(at)) return at;
}

/** The real path of a file that need not be there. */
function withoutLinks(file: string): string {
  const folder = existingFolder(dirname(file));
  return join(realpathSync(folder), relative(folder, file));
}

function topOf(folder: string): string {
  try {
    return git(["rev-parse", "--show-toplevel"], folder);
  } catch (error) {
    const told = error instanceof Error && "stderr" in error && typeof error.stderr === "string" ? error.stderr.trim() : "";
    if (!told.includes("not a git repository"))
      throw new RefusedError(`git cannot read ${folder}: ${told === "" ? "it is not installed, or does not start" : told}`);
    throw new UsageError(
      `${folder} is in no git repository, and a revision is one of a repository`,
      "compare two files: dagwright diff A B",
    );
  }
}

function commitOf(revision: string, top: string): string {
  try {
    return git(["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`], top);
  } catch {
    throw new UsageError(`there is no file and no revision ${revision}`, helpFor(revision, top));
  }
}

function helpFor(revision: string, top: string): string | undefined {
  if (revision.includes("..")) return "two revisions are two words: dagwright diff REVISION REVISION FILE";
  return git(["rev-parse", "--is-shallow-repository"], top) === "true"
    ? "this clone has no history: fetch it first, with git fetch --unshallow (fetch-depth: 0 of actions/checkout)"
    : undefined;
}

/** Without what git tells its hooks of the repository they run for: paths that are relative to some other folder. */
function ownEnvironment(): NodeJS.ProcessEnv {
  const { GIT_DIR: _dir, GIT_WORK_TREE: _tree, GIT_INDEX_FILE: _index, GIT_PREFIX: _prefix, ...others } = process.env;
  return others;
}

function git(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = ownEnvironment()): string {
  return execFileSync("git", args, { cwd, env, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], maxBuffer: 1 << 28 }).trim();
}

/** Each `node_modules` of the repository, link by link: packages of the repository itself are those of the revision. */
function linkDependencies(top: string, tree: string): void {
  for (const folder of dependencyFolders(top)) {
    const target = join(tree, relative(top, folder));
    if (!existsSync(dirname(target))) continue;
    linkEntries(folder, target, top, tree);
  }
}

/** A repository may lie in a folder that has dependencies for it, as a submodule does. */
function linkDependenciesAbove(top: string, folder: string): void {
  for (let at = dirname(top); ; at = dirname(at)) {
    const found = join(at, "node_modules");
    if (existsSync(found)) linkEntries(found, join(folder, "node_modules"), top, join(folder, "tree"));
    if (dirname(at) === at) return;
  }
}

function linkEntries(folder: string, target: string, top: string, tree: string): void {
  mkdirSync(target, { recursive: true });
  for (const name of readdirSync(folder)) {
    const from = join(folder, name);
    const to = join(target, name);
    if (name.startsWith("@") && lstatSync(from).isDirectory()) linkEntries(from, to, top, tree);
    else if (existsSync(from) && !existsSync(to)) symlinkSync(ofRevision(realpathSync(from), top, tree) ?? from, to);
  }
}

/** Where a package of the repository itself lies in the revision; not if it has to be built first. */
function ofRevision(real: string, top: string, tree: string): string | undefined {
  const inside = relative(top, real);
  if (inside.startsWith("..") || inside.split(sep).includes("node_modules")) return undefined;
  const path = join(tree, inside);
  return isComplete(path) ? path : undefined;
}

/** Whether all files are there that the package says it has. */
function isComplete(folder: string): boolean {
  try {
    const { main, module, types, exports } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Record<string, unknown>;
    const files = filesIn([main, module, types, exports]).filter((file) => !file.includes("*"));
    return files.every((file) => existsSync(join(folder, file)));
  } catch {
    return false;
  }
}

function filesIn(member: unknown): readonly string[] {
  if (typeof member === "string") return [member];
  return typeof member === "object" && member !== null ? Object.values(member).flatMap(filesIn) : [];
}

const MOST_DEPTH = 6;

function* dependencyFolders(folder: string, depth = 0): Generator<string, void, undefined> {
  if (depth > MOST_DEPTH) return;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name === "node_modules") yield join(folder, entry.name);
    else if (entry.isDirectory() && !entry.name.startsWith(".")) yield* dependencyFolders(join(folder, entry.name), depth + 1);
  }
}
