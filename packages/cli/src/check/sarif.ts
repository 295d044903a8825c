/** SARIF 2.1.0, which code scanning of GitHub, GitLab and Azure reads. A check without findings is a log without results. */
import { pathToFileURL } from "node:url";
import { resolve } from "node:path";
import { sortDiagnostics, type Diagnostic, type Severity } from "@dagwright/ir";
import { NAME, type Span } from "@dagwright/protocol";
import { readPage } from "../explain/pages.ts";
import { seenFrom } from "../project/show-diagnostics.ts";
import { ownVersion } from "../version.ts";
import type { Checked } from "./checked.ts";
import { isInside, repositoryRoot, type Environment } from "./repository.ts";

const LEVELS: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", hint: "note" };
/** Readers know the checkout by this name. */
const ROOT = "%SRCROOT%";

export function asSarif(checked: Checked, environment: Environment): string {
  const root = repositoryRoot(environment);
  const found = checked.projects.flatMap((project) => sortDiagnostics(seenFrom(root, project, project.diagnostics)));
  const codes = [...new Set(found.map(({ code }) => code))].toSorted();
  // Readers want a place for each result; what is about no line is about the file that was checked.
  const [fallback = "."] = checked.files.map((file) => uriOf(root, resolve(file)));
  const log = {
    version: "2.1.0",
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    runs: [
      {
        tool: {
          driver: {
            name: NAME,
            semanticVersion: ownVersion(),
            rules: codes.map((code) => ruleOf(code, found)),
          },
        },
        columnKind: "utf16CodeUnits",
        results: found.map((one) => resultOf(root, one, codes, fallback)),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function ruleOf(code: string, found: readonly Diagnostic[]): unknown {
  const severity = found.find((one) => one.code === code)?.severity ?? "error";
  const page = readPage(code);
  return {
    id: code,
    defaultConfiguration: { level: LEVELS[severity] },
    ...(page === undefined
      ? {}
      : {
          shortDescription: { text: page.title },
          fullDescription: { text: page.why },
          help: { text: page.why, markdown: page.markdown },
        }),
  };
}

const resultOf = (root: string, diagnostic: Diagnostic, codes: readonly string[], fallback: string): unknown => {
  const { code, severity, message, help, span, related = [] } = diagnostic;
  return {
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level: LEVELS[severity],
    message: { text: help === undefined ? message : `${message}\nhelp: ${help}` },
    locations: [
      span === undefined
        ? { physicalLocation: { artifactLocation: artifactAt(fallback), region: { startLine: 1 } } }
        : locationOf(root, span),
    ],
    ...(related.length === 0
      ? {}
      : { relatedLocations: related.map((place, id) => ({ id, ...locationOf(root, place.span), message: { text: place.message } })) }),
  };
};

const locationOf = (root: string, { file, start, end }: Span) => ({
  physicalLocation: {
    artifactLocation: artifactAt(uriOf(root, resolve(root, file))),
    region: { startLine: start[0], startColumn: start[1], endLine: end[0], endColumn: end[1] },
  },
});

const artifactAt = (uri: string): unknown => (uri.startsWith("file:") ? { uri } : { uri, uriBaseId: ROOT });

/** Relative to the checkout; what lies outside is named whole. */
function uriOf(root: string, path: string): string {
  const uri = pathToFileURL(path).href;
  return isInside(root, path) ? uri.slice(pathToFileURL(root).href.replace(/\/$/u, "").length + 1) : uri;
}
