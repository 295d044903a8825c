import { readFileSync, rmSync } from "node:fs";
import { isBuiltin } from "node:module";
import { dirname, join, relative } from "node:path";
import { build, type Plugin } from "esbuild";
import { root } from "./run-tool.ts";

const CLI = join(root, "packages/cli");
const BUNDLE = join(CLI, "dist/bundle");

/**
 * The command in a few files instead of hundreds: most of the time that a short answer takes goes into finding and reading modules. Parts
 * that are loaded when they are needed stay so. A checkout does not use it (packages/cli/bin), so that it is never behind its sources.
 */
export async function bundleCommand(): Promise<void> {
  rmSync(BUNDLE, { recursive: true, force: true });
  await build({
    entryPoints: { main: join(CLI, "src/main.ts") },
    outdir: BUNDLE,
    outExtension: { ".js": ".mjs" },
    chunkNames: "[name]-[hash]",
    bundle: true,
    splitting: true,
    minifySyntax: true,
    minifyWhitespace: true,
    keepNames: true,
    format: "esm",
    platform: "node",
    target: "node22",
    conditions: ["dagwright-source"],
    // What loads files of its own by their place.
    external: ["ts-morph", "esbuild"],
    legalComments: "none",
    logLevel: "warning",
    plugins: [ownModules],
  });
}

/**
 * Our own sources, changed in two ways. Names come from the file that declares them, not from their package's index: what is reached through
 * an index would all be one part, to be loaded for the least of it. And `import.meta.dirname` means the folder of the module as it was.
 */
const ownModules: Plugin = {
  name: "own modules",
  setup(own) {
    // Packages that are still CommonJS.
    own.onResolve({ filter: /^[a-z:/_]+$/ }, ({ kind, path }) =>
      kind === "require-call" && isBuiltin(path) ? { path, namespace: "built-in" } : undefined,
    );
    own.onLoad({ filter: /.*/, namespace: "built-in" }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule("${path}");`,
    }));
    own.onLoad({ filter: /[\\/]commander[\\/].*\.js$/ }, ({ path }) => ({
      contents: withoutImportsOfNode(readFileSync(path, "utf8"), path),
      loader: "js",
    }));
    own.onLoad({ filter: /[\\/]packages[\\/][a-z]+[\\/]src[\\/].*\.ts$/ }, ({ path }) => {
      const text = readFileSync(path, "utf8").replaceAll(
        /^(import|export) (type )?\{([^}]*)\} from "(@dagwright\/[a-z]+)";$/gmu,
        (whole, word: string, type: string | undefined, names: string, from: string) =>
          type === undefined
            ? names
                .split(",")
                .flatMap((name) => fromItsFile(word, name.trim(), from))
                .join(" ")
            : whole,
      );
      return { contents: withoutImportsOfNode(inItsPlace(text, path), path), loader: "ts", resolveDir: dirname(path) };
    });
  },
};

function fromItsFile(word: string, name: string, from: string): readonly string[] {
  if (name === "" || name.startsWith("type ")) return [];
  const folder = join(root, "packages", from.slice(from.indexOf("/") + 1), "src");
  const [exported = name] = name.split(" as ");
  const file = filesOf(folder).get(exported);
  if (file === undefined) throw new Error(`${from} does not export ${exported}`);
  return [`${word} { ${name} } from ${JSON.stringify(join(folder, file))};`];
}

const indexes = new Map<string, ReadonlyMap<string, string>>();

/** Which file each name of a package's index comes from. */
function filesOf(folder: string): ReadonlyMap<string, string> {
  const known = indexes.get(folder);
  if (known !== undefined) return known;
  const files = new Map<string, string>();
  const text = readFileSync(join(folder, "index.ts"), "utf8").replaceAll(/^export type \{[^}]*\} from "[^"]*";$/gmu, "");
  for (const [, names = "", file = ""] of text.matchAll(/^export \{([^}]*)\} from "(\.[^"]*)";$/gmu)) {
    for (const name of names.split(",")) files.set(name.trim(), file);
  }
  indexes.set(folder, files);
  return files;
}

function inItsPlace(text: string, path: string): string {
  if (!text.includes("import.meta.dirname")) return text;
  const there = join(CLI, "dist", relative(join(CLI, "src"), dirname(path)));
  const way = JSON.stringify(relative(BUNDLE, there).replaceAll("\\", "/"));
  return `const joinPlace = process.getBuiltinModule("node:path").join;\n${text.replaceAll("import.meta.dirname", `joinPlace(import.meta.dirname, ${way})`)}`;
}

/**
 * Node's own modules are asked for by name: `import` reads all that they export, and much of it is loaded only by being read. commander
 * starts programs for subcommands that are files of their own; we have none, and the module for it takes a while to load.
 */
function withoutImportsOfNode(text: string, path: string): string {
  const isCommander = /[\\/]commander[\\/]/.test(path);
  return text.replaceAll(
    /^import (?:(\w+)|\{([^}]*)\}) from ["'](node:[\w/]+)["'];$/gmu,
    (_, whole: string | undefined, names: string | undefined, name: string) => {
      const from = isCommander && name === "node:child_process" ? "{}" : `process.getBuiltinModule("${name}")`;
      if (whole === "process") return "";
      if (whole !== undefined) return `const ${whole} = ${from};`;
      const values = (names ?? "").split(",").filter((each) => each.trim() !== "" && !each.trim().startsWith("type "));
      return `const {${values.join(",").replaceAll(/ as /gu, ": ")}} = ${from};`;
    },
  );
}
