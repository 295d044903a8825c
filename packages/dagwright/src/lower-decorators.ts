/** Decorators → plain JavaScript. Node strips types but not decorators, and vitest's own transform has only the legacy protocol. */
import { createRequire } from "node:module";
import { join } from "node:path";

export interface Lowered {
  readonly code: string;
  /** A source map, as JSON text. */
  readonly map: string;
}

/** A line that begins with a decorator, or a decorator before a member on the same line. */
const DECORATOR = /^[ \t]*@[\p{ID_Start}$_(]|[{;}][ \t]*@[\p{ID_Start}$_(]/mu;

/** May say yes to a comment or a text that looks like a decorator: lowering changes nothing there. */
export const mayHaveDecorators = (source: string): boolean => DECORATOR.test(source);

/**
 * Lowers a TypeScript file by the protocol that its nearest tsconfig asks for: TC39, or legacy with `experimentalDecorators`.
 * Throws when esbuild is not installed, or finds a syntax error.
 */
export function lowerDecorators(path: string): Lowered {
  const result = loadEsbuild().buildSync({
    // By path and not by text: only so does esbuild look for the tsconfig.
    entryPoints: [path],
    bundle: false,
    write: false,
    outfile: `${path}.js`,
    format: "esm",
    platform: "node",
    target: "node22",
    sourcemap: "external",
    sourcesContent: true,
    logLevel: "silent",
    keepNames: true,
  });
  const text = (end: string): string => result.outputFiles.find((file) => file.path.endsWith(end))?.text ?? "";
  return { code: text(".js"), map: text(".map") };
}

type Esbuild = typeof import("esbuild");
let esbuild: Esbuild | undefined;

function loadEsbuild(): Esbuild {
  // Beside this package, or in the project that is being run.
  for (const from of [import.meta.url, join(process.cwd(), "here.js")]) {
    try {
      // A `require` has no type of its own.
      esbuild ??= createRequire(from)("esbuild") as Esbuild;
      return esbuild;
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "MODULE_NOT_FOUND")) throw error;
    }
  }
  throw new Error("Files with decorators need esbuild to be loaded. Add it: npm install --save-dev esbuild");
}
