/** The files of a revision in a folder of their own, with the dependencies that are installed here. */
import { execFileSync } from "node:child_process";
import { existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve, sep } from "node:path";
import { UsageError } from "../usage-error.ts";

export interface CheckedOut {
  /** Where a file of here lies in it. Throws a `UsageError` if the revision does not have it. */
  pathOf(file: string): string;
  remove(): void;
}

/** `near` is a file, or the path of one that only the revision has, in the repository. Nothing of the repository changes. */
export function checkOut(revision: string, near: string): CheckedOut {
  const top = realpathSync(topOf(existingFolder(dirname(resolve(near)))));
  const commit = commitOf(revision, top);
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "dagwright-diff-")));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    const tree = join(folder, "tree");
    // An index of its own: that of the repository stays as it is.
    const env = { ...process.env, GIT_INDEX_FILE: join(folder, "index") };
    git(["read-tree", commit], top, env);
    git(["checkout-index", "--all", `--prefix=${tree}/`], top, env);
    linkDependencies(top, tree);
    return {
      pathOf(file) {
        const inside = relative(top, withoutLinks(resolve(file)));
        const path = join(tree, inside);
        if (inside.startsWith("..") || !existsSync(path)) throw new UsageError(`${revision} has no file ${file}`);
        return path;
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
  } catch {
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
    throw new UsageError(`there is no file and no revision ${revision}`);
  }
}

function git(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = process.env): string {
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
