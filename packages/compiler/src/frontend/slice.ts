/** The part of a program that one function needs, as modules for a bundler. Names of modules are made up; files keep their lines. */
import type { GlueSource } from "../passes/glue-source.ts";
import type { SurfaceDeclaration } from "./frontend.ts";
import type { Span } from "@dagwright/protocol";

export type SliceRequest =
  /** The function of a component, exported as `run`. */
  | { readonly kind: "component"; readonly declaration: SurfaceDeclaration }
  /** The `fake` of a container, exported as `run`. */
  | { readonly kind: "fake"; readonly declaration: SurfaceDeclaration }
  /** An expression of a pipeline body, exported as `glue`: `(roots, constants) => value`. */
  | { readonly kind: "glue"; readonly source: GlueSource };

export interface Slice {
  readonly entry: string;
  readonly export: "run" | "glue";
  /** By the specifier under which other modules import them. */
  readonly modules: ReadonlyMap<string, SliceModule>;
  /** What lies outside of the user's sources, by the specifier under which modules import it. */
  readonly externals: ReadonlyMap<string, ExternalModule>;
  /** Names imported from the surface (`dagwright`). */
  readonly surface: readonly string[];
  readonly settings: { readonly experimentalDecorators: boolean; readonly useDefineForClassFields: boolean };
  /** What a step may not carry. */
  readonly problems: readonly SliceProblem[];
}

export interface SliceModule {
  /** The user's file, relative to the root; its lines are the text's lines. */
  readonly file: string;
  readonly text: string;
  readonly loader: "ts" | "tsx" | "js" | "jsx";
  /** What `import("…")` and `require("…")` name, as specifiers of the slice. */
  readonly dynamic?: ReadonlyMap<string, string>;
}

export interface ExternalModule {
  /** As the user wrote it: `zod`, `node:fs`, `./data.json`. */
  readonly specifier: string;
  /** The importing file, relative to the root. */
  readonly from: string;
}

export type SliceProblem =
  | { readonly kind: "pipelineInStep"; readonly name: string; readonly span: Span }
  | { readonly kind: "computedImport"; readonly span: Span };
