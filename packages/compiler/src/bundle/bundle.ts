/** One slice as one file of JavaScript: everything it needs inside, except Node's own modules and the surface's runtime. */
import { build, type BuildFailure, type Message } from "esbuild";
import { sha256, type Digest, type Span } from "@dagwright/protocol";
import type { Diagnostic } from "@dagwright/ir";
import { bundling } from "../diagnostics/bundling.ts";
import type { Disk } from "../disk/disk.ts";
import type { Slice } from "../frontend/slice.ts";
import type { PackageFolders } from "../package-folder.ts";
import { createPlugin, type Finding } from "./plugin.ts";
import { tidyCode, tidyMap } from "./tidy-output.ts";

export interface Bundle {
  /** SHA-256 of `code`: its identity, and its name as `<digest>.mjs`. */
  readonly digest: Digest;
  readonly code: string;
  /** Source map as JSON: sources relative to the project root, no contents. */
  readonly map: string;
  /** The name that `code` gives for its map. Line numbers live in the map alone, so it is named by the code without that comment. */
  readonly mapFile: string;
  readonly exports: readonly string[];
}

export interface BundleRequest {
  readonly slice: Slice;
  /** Absolute. */
  readonly root: string;
  readonly folders: PackageFolders;
  readonly disk: Disk;
  /** What is bundled, for messages. */
  readonly name: string;
  readonly span: Span;
}

export type BundleResult =
  | { readonly bundle: Bundle; readonly diagnostics: readonly Diagnostic[] }
  | { readonly bundle?: never; readonly diagnostics: readonly Diagnostic[] };

export async function bundle({ slice, root, folders, disk, name, span }: BundleRequest): Promise<BundleResult> {
  const findings: Finding[] = [];
  const problems = slice.problems
    .toSorted((a, b) => comparePlaces(a.span, b.span))
    .map((problem) =>
      problem.kind === "pipelineInStep"
        ? bundling("DW1012", { span: problem.span }, { name: problem.name })
        : bundling("DW1013", { span: problem.span }),
    );
  const isComputed = slice.problems.some((problem) => problem.kind !== "pipelineInStep");
  let output;
  try {
    output = await build({
      entryPoints: [slice.entry],
      // A name only; nothing is written.
      outfile: "bundle.mjs",
      write: false,
      bundle: true,
      format: "esm",
      platform: "node",
      target: "node22",
      treeShaking: true,
      charset: "utf8",
      legalComments: "none",
      jsx: "preserve",
      sourcemap: "external",
      sourcesContent: false,
      metafile: true,
      logLevel: "silent",
      // Of the environment, NODE_PATH would be heard otherwise.
      nodePaths: [],
      absWorkingDir: root,
      logOverride: { "empty-glob": "warning", "unsupported-require-call": "warning", "unsupported-dynamic-import": "warning" },
      tsconfigRaw: { compilerOptions: slice.settings },
      plugins: [createPlugin({ slice, root, folders, disk, findings })],
    });
  } catch (error) {
    if (!isBuildFailure(error)) throw error;
    return {
      diagnostics: [
        ...problems,
        ...findings.map((finding) => refusal(finding, name, span)),
        ...error.errors
          .filter((message) => message.detail !== "found" && !(isComputed && isComputedImport(message)))
          .map((message) => failure(message, name, span)),
      ],
    };
  }
  const kept = new Set(
    Object.values(output.metafile.outputs).flatMap((file) =>
      Object.entries(file.inputs).flatMap(([input, { bytesInOutput }]) => (bytesInOutput > 0 ? [input] : [])),
    ),
  );
  const computed = output.warnings.flatMap((warning) => computedLoad(warning, kept));
  const diagnostics = [
    ...problems,
    ...distinct([...findings.filter((finding) => isKept(finding, kept)), ...computed]).map((finding) => refusal(finding, name, span)),
  ];
  if (diagnostics.length > 0) return { diagnostics };
  const text = (ending: string): string => output.outputFiles.find((file) => file.path.endsWith(ending))?.text ?? "";
  const { code, removed } = tidyCode(text(".mjs"));
  const mapFile = `${sha256(code)}.mjs.map`;
  const linked = `${code}//# sourceMappingURL=${mapFile}\n`;
  return {
    bundle: { digest: sha256(linked), code: linked, map: tidyMap(text(".mjs.map"), removed, mapFile), mapFile, exports: [slice.export] },
    diagnostics: [],
  };
}

const comparePlaces = (a: Span, b: Span): number =>
  a.file === b.file ? a.start[0] - b.start[0] || a.start[1] - b.start[1] : a.file < b.file ? -1 : 1;

const isBuildFailure = (error: unknown): error is BuildFailure =>
  error instanceof Error && "errors" in error && Array.isArray(error.errors);

/** What a computed `import()` of the user's own comes to. */
const isComputedImport = (message: Message): boolean =>
  message.text.startsWith("Could not resolve import(") && computedIn(message.location?.file ?? "").length === 0;

const isKept = (finding: Finding, kept: ReadonlySet<string>): boolean => [...kept].some((input) => input.includes(`${finding.package}@`));

/** `require(name)` and `import(name)` of a package: what it loads is not known before it runs. */
function computedLoad(warning: Message, kept: ReadonlySet<string>): readonly Finding[] {
  const file = warning.location?.file;
  if (file === undefined || warning.id === "" || !kept.has(file)) return [];
  if (!["unsupported-require-call", "unsupported-dynamic-import", "empty-glob"].includes(warning.id)) return [];
  return computedIn(file);
}

function computedIn(file: string): readonly Finding[] {
  const found = /^dagwright:(?<name>(?:@[^@/]+\/)?[^@/]+)@/u.exec(file)?.groups?.["name"];
  return found === undefined
    ? []
    : [{ package: found, why: "it loads modules by names that are only known while it runs", from: undefined }];
}

function distinct(findings: readonly Finding[]): readonly Finding[] {
  const byPackage = new Map<string, Finding>();
  for (const finding of findings) if (!byPackage.has(finding.package)) byPackage.set(finding.package, finding);
  return [...byPackage.values()].toSorted((a, b) => (a.package < b.package ? -1 : 1));
}

const refusal = (finding: Finding, name: string, span: Span): Diagnostic =>
  bundling("DW1010", { span }, { component: name, package: finding.package, why: finding.why, from: finding.from });

function failure(message: Message, name: string, span: Span): Diagnostic {
  const [computed] = /^Could not resolve (?:require|import)\(/u.test(message.text) ? computedIn(message.location?.file ?? "") : [];
  if (computed !== undefined) return refusal(computed, name, span);
  const unresolved = /^Could not resolve "(?<name>[^"]+)"/u.exec(message.text)?.groups?.["name"];
  if (unresolved !== undefined) {
    const written = /^external:(?<from>.*?):\/(?<specifier>.*)$/u.exec(unresolved)?.groups;
    return bundling(
      "DW1014",
      { span },
      {
        component: name,
        specifier: written?.["specifier"] ?? unresolved,
        from: written?.["from"] ?? message.location?.file.replace(/^dagwright:/u, ""),
      },
    );
  }
  return bundling(
    "DW1015",
    { span },
    { component: name, text: asSentence(message.text), from: message.location?.file.replace(/^dagwright:/u, "") },
  );
}

/** The bundler's own words, as the end of a sentence of ours. */
const asSentence = (text: string): string =>
  `${text.slice(0, 1).toLowerCase()}${text.slice(1).replaceAll(/"(?:dagwright:)?([^"]+)"/gu, "`$1`")}`;
