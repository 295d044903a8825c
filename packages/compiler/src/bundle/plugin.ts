/** Feeds a slice to esbuild: every module has a name that does not depend on where it lies on this machine. */
import { builtinModules } from "node:module";
import { dirname, extname, relative } from "node:path";
import type { Loader, OnLoadResult, OnResolveResult, Plugin, PluginBuild } from "esbuild";
import { NAME, RUNTIME_SYMBOL } from "@dagwright/protocol";
import type { Disk } from "../disk/disk.ts";
import type { Slice } from "../frontend/slice.ts";
import type { PackageFolders } from "../package-folder.ts";
import { nativeReason } from "./native-package.ts";
import { noteResolution } from "./note-resolution.ts";

/** esbuild puts it in front of every module's name, so that names are told from all other text of the output. */
export const NAMESPACE = NAME;

export interface Finding {
  readonly package: string;
  readonly why: string;
  /** The user's file that leads there, if it is a direct import. */
  readonly from: string | undefined;
}

interface Options {
  readonly slice: Slice;
  readonly root: string;
  readonly folders: PackageFolders;
  readonly disk: Disk;
  /** Filled while the bundle is made. */
  readonly findings: Finding[];
}

/** What stands behind a module's name. */
type Source =
  | { readonly kind: "slice"; readonly specifier: string }
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "text"; readonly text: string };

const BUILT_IN = new Set(builtinModules);
const isBuiltIn = (specifier: string): boolean => specifier.startsWith("node:") || BUILT_IN.has(specifier);

export function createPlugin(options: Options): Plugin {
  const { slice, root, disk } = options;
  return {
    name: NAME,
    setup(build) {
      build.onResolve({ filter: /.*/ }, (args) => {
        if (isSource(args.pluginData) && args.pluginData.kind === "file" && args.namespace !== NAMESPACE) return undefined;
        if (args.pluginData === ASKED) return undefined;
        if (args.kind === "entry-point") return inSlice(slice, args.path);
        const importer: unknown = args.pluginData;
        if (isSource(importer) && importer.kind === "slice") {
          const specifier = slice.modules.get(importer.specifier)?.dynamic?.get(args.path) ?? args.path;
          return fromSlice(build, options, specifier, args.kind);
        }
        if (isSource(importer) && importer.kind === "file")
          return outside(build, options, args.path, dirname(importer.path), args.kind, undefined);
        return undefined;
      });
      build.onLoad({ filter: /.*/, namespace: NAMESPACE }, (args) => {
        const source: unknown = args.pluginData;
        if (!isSource(source)) throw new TypeError(`nothing is known about ${args.path}`);
        return { ...load(slice, root, disk, source), resolveDir: `${root}/${NOWHERE}` };
      });
    },
  };
}

const isSource = (value: unknown): value is Source => typeof value === "object" && value !== null && "kind" in value;

/**
 * `require("./" + name)` makes esbuild take in every file of a folder, without asking. It shall find none, and say so: such a package is
 * refused. All other names are resolved above.
 */
const NOWHERE = "node_modules/.none";

/** Marks a question of ours to esbuild's own resolver. */
const ASKED = "asked";

function inSlice(slice: Slice, specifier: string): OnResolveResult {
  const module = slice.modules.get(specifier);
  if (module === undefined) return { errors: [{ text: `nothing is known about ${specifier}` }] };
  const name = specifier.startsWith("file:") ? module.file : `${module.file}#${specifier.slice(0, specifier.indexOf(":"))}`;
  return { path: name, namespace: NAMESPACE, pluginData: { kind: "slice", specifier } satisfies Source };
}

async function fromSlice(build: PluginBuild, options: Options, specifier: string, kind: ImportKind): Promise<OnResolveResult> {
  const { slice, root } = options;
  if (slice.modules.has(specifier)) return inSlice(slice, specifier);
  if (specifier === "surface:") return text("surface", surfaceText(slice.surface));
  const external = slice.externals.get(specifier);
  if (external === undefined) return outside(build, options, specifier, root, kind, undefined);
  return outside(build, options, external.specifier, dirname(`${root}/${external.from}`), kind, external.from);
}

type ImportKind = Parameters<PluginBuild["resolve"]>[1] extends infer O ? (O extends { kind?: infer K } ? NonNullable<K> : never) : never;

async function outside(
  build: PluginBuild,
  options: Options,
  specifier: string,
  folder: string,
  kind: ImportKind,
  from: string | undefined,
): Promise<OnResolveResult> {
  if (isBuiltIn(specifier)) {
    const name = specifier.startsWith("node:") ? specifier : `node:${specifier}`;
    // A module without `require` reaches Node's own modules through the process.
    if (kind === "require-call") return text(name, `module.exports = process.getBuiltinModule(${JSON.stringify(name)});\n`);
    return { path: name, external: true, sideEffects: false };
  }
  if (specifier === NAME)
    return text("surface-of-package", `module.exports = globalThis[Symbol.for(${JSON.stringify(RUNTIME_SYMBOL)})];\n`);
  const found = await build.resolve(specifier, { resolveDir: folder, kind, pluginData: ASKED });
  noteResolution(options.disk, specifier, folder, found.errors.length > 0 ? undefined : found.path);
  if (found.errors.length > 0) return { errors: [{ text: `Could not resolve "${specifier}"` }] };
  if (found.external || found.namespace !== "file") return { path: found.path, external: found.external, namespace: found.namespace };
  const path = found.path.replaceAll("\\", "/");
  const owner = options.folders.of(path);
  const isInstalled = owner !== undefined && (path.includes("/node_modules/") || !path.startsWith(`${options.root}/`));
  const native = isInstalled ? nativeReason(options.disk, owner, path) : path.endsWith(".node") ? "it is native code" : undefined;
  if (native !== undefined) {
    options.findings.push({ package: owner?.name ?? specifier, why: native, from });
    if (path.endsWith(".node")) return { errors: [{ text: "native", detail: "found" }] };
  }
  const name = isInstalled
    ? `${owner.name}@${owner.version}/${relative(owner.folder, path).replaceAll("\\", "/")}`
    : relative(options.root, path).replaceAll("\\", "/");
  return { path: name, namespace: NAMESPACE, pluginData: { kind: "file", path } satisfies Source, sideEffects: found.sideEffects };
}

const text = (name: string, content: string): OnResolveResult => ({
  path: name,
  namespace: NAMESPACE,
  pluginData: { kind: "text", text: content } satisfies Source,
  sideEffects: false,
});

function surfaceText(names: readonly string[]): string {
  const runtime = `globalThis[Symbol.for(${JSON.stringify(RUNTIME_SYMBOL)})]`;
  const lines = names
    .filter((name) => name !== "*")
    .map((name) => (name === "default" ? `export default runtime;` : `export const ${name} = /* @__PURE__ */ (() => runtime.${name})();`));
  // The whole surface as one object: members are read from the runtime itself.
  return names.includes("*") ? `module.exports = ${runtime};\n` : `const runtime = ${runtime};\n${lines.join("\n")}\n`;
}

function load(slice: Slice, root: string, disk: Disk, source: Source): OnLoadResult {
  switch (source.kind) {
    case "text":
      return { contents: source.text, loader: "js" };
    case "file": {
      const contents = disk.read(source.path);
      if (contents === undefined) return { errors: [{ text: `Could not read "${source.path}"` }] };
      const normal = isWithin(source.path, root) ? contents.toString("utf8").replaceAll("\r\n", "\n") : contents;
      return { contents: normal, loader: loaderOf(source.path), pluginData: source };
    }
    case "slice": {
      const module = slice.modules.get(source.specifier);
      if (module === undefined) throw new TypeError(`nothing is known about ${source.specifier}`);
      return { contents: module.text, loader: module.loader, pluginData: source };
    }
  }
}

const isWithin = (path: string, root: string): boolean => path.startsWith(`${root}/`) && !path.includes("/node_modules/");

const LOADERS: Readonly<Record<string, Loader>> = {
  ".json": "json",
  ".ts": "ts",
  ".mts": "ts",
  ".cts": "ts",
  ".tsx": "tsx",
  ".jsx": "jsx",
  ".txt": "text",
  ".wasm": "binary",
};
const loaderOf = (path: string): Loader => LOADERS[extname(path)] ?? "js";
