/**
 * The content-addressed store: `<root>/sha256/<aa>/<digest>` holds a file, `<digest>.folder` the manifest of a folder whose files
 * are objects of their own. Objects are read-only, appear whole or not at all, and are checked against their name when they are read.
 * The key of a file in a handle is `sha256/<digest>`, of a folder `sha256/<digest>.folder`: a file that holds the text of a manifest is not a folder.
 */
import { createHash } from "node:crypto";
import { basename, dirname, join, sep } from "node:path";
import { sha256, type Digest } from "@dagwright/protocol";
import { errorCode, type Platform } from "./platform.ts";
import { StoreError } from "./store-error.ts";
import { parseManifest, printManifest, type TreeFile } from "./tree-manifest.ts";

export type ObjectKind = "file" | "folder";

export interface StoredObject {
  readonly key: string;
  readonly kind: ObjectKind;
  readonly digest: Digest;
  /** Of a folder: of all its files. */
  readonly bytes: number;
}

export interface ContentStore {
  readonly root: string;
  /** Takes a file or folder under the store. `move`: the file may be taken away instead of copied. Throws a `StoreError` for what it cannot hold. */
  put(path: string, options?: { readonly move?: boolean }): Promise<StoredObject>;
  putBytes(bytes: Uint8Array): Promise<StoredObject>;
  /** Whether the key is in the store, unchecked. */
  has(key: string): Promise<boolean>;
  /** A path of the object's bytes, verified: the read-only object itself, or for a folder a copy made at `folder`. Throws a `StoreError`. */
  open(key: string, folder: string): Promise<string>;
  /** Where the object lies, whether it is there or not. Throws a `StoreError` for what is no key. */
  pathOf(key: string): string;
  /** What is known of the object, unverified. Throws a `StoreError` when it is not there. */
  describe(key: string): Promise<StoredObject>;
}

const KEY = /^sha256\/([0-9a-f]{64})(\.folder)?$/u;

export function openStore(root: string, platform: Pick<Platform, "fileSystem" | "nonce">): ContentStore {
  const { fileSystem: fs, nonce } = platform;
  const temporary = join(root, "tmp");
  /** Objects that were verified, by what tells a changed file from an unchanged one, so that a fan-out does not hash its input once an item. */
  const verified = new Map<string, string>();

  const locate = (key: string): { digest: Digest; kind: ObjectKind; path: string } => {
    const match = KEY.exec(key);
    const digest = match?.[1];
    if (match === null || digest === undefined) throw new StoreError("unknownKey", `${JSON.stringify(key)} is no key of the local store`);
    const kind = match[2] === undefined ? "file" : "folder";
    return { digest, kind, path: join(root, "sha256", digest.slice(0, 2), kind === "file" ? digest : `${digest}.folder`) };
  };

  const syncFolder = async (folder: string): Promise<void> => {
    const handle = await fs.open(folder, "r");
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  };

  /** Gives the temporary file its name for good. Two writers of the same content both succeed. */
  const publish = async (from: string, key: string): Promise<void> => {
    const { path, digest } = locate(key);
    const folder = join(root, "sha256", digest.slice(0, 2));
    await fs.mkdir(folder, { recursive: true });
    await fs.chmod(from, 0o444);
    await fs.rename(from, path);
    await syncFolder(folder);
  };

  const intact = async (key: string): Promise<boolean> => {
    try {
      await verify(key);
      return true;
    } catch (error) {
      if (error instanceof StoreError) return false;
      throw error;
    }
  };

  /** Throws unless the object's bytes have the digest they are named by. */
  const verify = async (key: string): Promise<string> => {
    const { path, digest } = locate(key);
    const before = await signature(path);
    if (before === undefined) throw new StoreError("missing", `the artifact ${key} is not in the store`);
    if (verified.get(key) === before) return path;
    if ((await hashFile(path)).digest !== digest)
      throw new StoreError("corrupt", `the stored bytes of ${key} have changed: they no longer have this digest`);
    verified.set(key, before);
    return path;
  };

  const signature = async (path: string): Promise<string | undefined> => {
    try {
      // Not ctime, which changes whenever a folder is made of links to the object.
      const { dev, ino, size, mtimeMs } = await fs.stat(path);
      return [dev, ino, size, mtimeMs].join(" ");
    } catch (error) {
      if (errorCode(error) === "ENOENT") return undefined;
      throw error;
    }
  };

  const hashFile = async (path: string): Promise<{ digest: Digest; bytes: number }> => {
    const hash = createHash("sha256");
    let bytes = 0;
    const handle = await fs.open(path, "r");
    try {
      for await (const chunk of handle.createReadStream({ autoClose: false })) {
        if (!Buffer.isBuffer(chunk)) continue;
        hash.update(chunk);
        bytes += chunk.length;
      }
    } finally {
      await handle.close();
    }
    return { digest: hash.digest("hex"), bytes };
  };

  const newTemporary = async (): Promise<string> => {
    await fs.mkdir(temporary, { recursive: true });
    return join(temporary, nonce());
  };

  const syncFile = async (path: string): Promise<void> => {
    const handle = await fs.open(path, "r+");
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  };

  const putFile = async (path: string, move: boolean): Promise<StoredObject> => {
    const staged = await newTemporary();
    try {
      await stage(path, staged, move);
      // Hashed after it was taken, so that whoever still writes to the original changes nothing.
      const { digest, bytes } = await hashFile(staged);
      const key = `sha256/${digest}`;
      if (await intact(key)) await fs.rm(staged, { force: true });
      else {
        await syncFile(staged);
        await publish(staged, key);
      }
      return { key, kind: "file", digest, bytes };
    } catch (error) {
      await fs.rm(staged, { force: true });
      throw error;
    }
  };

  const stage = async (path: string, staged: string, move: boolean): Promise<void> => {
    const { nlink } = await fs.lstat(path);
    // A file with a second name could be changed through it.
    if (move && nlink === 1) {
      try {
        await fs.rename(path, staged);
        await fs.chmod(staged, 0o600);
        return;
      } catch (error) {
        if (errorCode(error) !== "EXDEV") throw error;
      }
    }
    await fs.copyFile(path, staged);
    await fs.chmod(staged, 0o600);
  };

  const putText = async (text: string, suffix: "" | ".folder"): Promise<string> => {
    const key = `sha256/${sha256(text)}${suffix}`;
    if (await intact(key)) return key;
    const staged = await newTemporary();
    await fs.writeFile(staged, text, { flag: "wx", flush: true });
    await publish(staged, key);
    return key;
  };

  const putFolder = async (path: string, move: boolean): Promise<StoredObject> => {
    const folders: string[] = [];
    const files: TreeFile[] = [];
    const visit = async (folder: string, prefix: string): Promise<void> => {
      for (const entry of await fs.readdir(folder, { withFileTypes: true })) {
        const at = join(folder, entry.name);
        const name = `${prefix}${entry.name}`;
        if (entry.isDirectory()) {
          folders.push(name);
          await visit(at, `${name}/`);
          continue;
        }
        const link = entry.isSymbolicLink();
        const target = link ? await fs.realpath(at) : at;
        const stat = await fs.stat(target);
        if (!stat.isFile()) throw new StoreError("unsupported", `${name} is neither a file nor a folder`);
        const stored = await putFile(target, move && !link);
        files.push({ path: name, digest: stored.digest, bytes: stored.bytes, executable: (stat.mode & 0o100) !== 0 });
      }
    };
    await visit(path, "");
    const key = await putText(printManifest(folders, files), ".folder");
    return { key, kind: "folder", digest: locate(key).digest, bytes: files.reduce((sum, file) => sum + file.bytes, 0) };
  };

  const readManifest = async (key: string, path: string) => {
    const manifest = parseManifest(await fs.readFile(path, "utf8"));
    if (manifest === undefined) throw new StoreError("corrupt", `the manifest of ${key} cannot be read`);
    return manifest;
  };

  const materialise = async (key: string, folder: string): Promise<string> => {
    const manifest = await readManifest(key, await verify(key));
    await fs.mkdir(folder, { recursive: true });
    for (const name of manifest.folders) await fs.mkdir(join(folder, name), { recursive: true });
    for (const file of manifest.files) {
      const object = await verify(`sha256/${file.digest}`);
      const target = join(folder, file.path);
      // A link shares its mode with the object, so what must be executable is copied.
      if (file.executable || !(await linked(object, target))) {
        await fs.copyFile(object, target);
        await fs.chmod(target, file.executable ? 0o555 : 0o444);
      }
    }
    return folder;
  };

  const linked = async (object: string, target: string): Promise<boolean> => {
    try {
      await fs.link(object, target);
      return true;
    } catch {
      return false;
    }
  };

  return {
    root,
    async put(path, { move = false } = {}) {
      const target = await fs.realpath(path);
      const stat = await fs.stat(target);
      const own = move && target === (await fs.realpath(dirname(path))).concat(sep, basename(path));
      if (stat.isDirectory()) return putFolder(target, own);
      if (!stat.isFile()) throw new StoreError("unsupported", `${path} is neither a file nor a folder`);
      return putFile(target, own);
    },
    async putBytes(bytes) {
      const staged = await newTemporary();
      await fs.writeFile(staged, bytes, { flag: "wx" });
      return putFile(staged, true);
    },
    has: async (key) => KEY.test(key) && (await signature(locate(key).path)) !== undefined,
    async open(key, folder) {
      return locate(key).kind === "file" ? verify(key) : materialise(key, folder);
    },
    pathOf: (key) => locate(key).path,
    async describe(key) {
      const { digest, kind, path } = locate(key);
      if ((await signature(path)) === undefined) throw new StoreError("missing", `the artifact ${key} is not in the store`);
      if (kind === "file") return { key, kind, digest, bytes: (await fs.stat(path)).size };
      const manifest = await readManifest(key, path);
      return { key, kind, digest, bytes: manifest.files.reduce((sum, file) => sum + file.bytes, 0) };
    },
  };
}
