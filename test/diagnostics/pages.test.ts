/**
 * One page a code: `docs/diagnostics/DWxxxx.md`, written by hand but for its message, which is what its wrong example gives; and an index of
 * them all. `vitest -u` (`npm run goldens`) writes what is generated. Examples in TypeScript are compiled, and those that a target refuses are
 * lowered; examples in JSON are parts of failing cases; what cannot be tried (`no-run`) takes its message from the failing cases.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { compilerCodes } from "@dagwright/compiler";
import { hasErrors, irDiagnostics, renderDiagnostics, type Diagnostic, type Severity } from "@dagwright/ir";
import { argo, argoDiagnostics } from "@dagwright/targets";
import { afterAll, describe, expect, it } from "vitest";
import { root } from "../support/command.ts";
import { golden } from "../support/golden.ts";
import { failingCases } from "./case-folders.ts";
import { indexPage } from "./index-page.ts";
import { mended } from "./json-examples.ts";
import { parsePage, type Example, type Page } from "./page.ts";
import { openExamples } from "./typescript-examples.ts";

interface Known {
  readonly code: string;
  readonly severity: Severity;
  readonly owner: "compiler" | "ir" | "targets";
}

const known: readonly Known[] = [
  ...compilerCodes.map((one) => ({ ...one, owner: "compiler" as const })),
  ...irDiagnostics.codes.map((one) => ({ ...one, owner: "ir" as const })),
  ...argoDiagnostics.codes.map((one) => ({ ...one, owner: "targets" as const })),
];
/** Bugs of ours: no source shall lead to them, so their pages have neither message nor examples that can be tried. */
const OURS = new Set(["DW2900"]);

const folder = join(root, "docs/diagnostics");
const steps = readFileSync(join(import.meta.dirname, "steps.ts"), "utf8");
const fileOf = (code: string): string => join(folder, `${code}.md`);
const pages = new Map<string, Page>();
const broken = new Map<string, string>();
for (const { code } of known.filter((one) => existsSync(fileOf(one.code)))) {
  try {
    pages.set(code, parsePage(readFileSync(fileOf(code), "utf8").replaceAll("\r\n", "\n")));
  } catch (error) {
    broken.set(code, String(error));
  }
}

const compiled = openExamples(
  new Map(
    [...pages].flatMap(([code, { wrong, right }]) =>
      [[`${code}-wrong`, wrong] as const, [`${code}-right`, right] as const].flatMap(([name, example]) =>
        example.kind === "ts" ? [[name, example.text] as const] : [],
      ),
    ),
  ),
  steps,
);
afterAll(() => compiled.cleanUp());

const code = { wrapper: Buffer.from(""), bundle: (): Uint8Array => Buffer.from("") };

/** All that is said of an example in TypeScript, by the compiler and then by the target. */
async function saidOf(name: string): Promise<readonly Diagnostic[]> {
  const { pipelines, diagnostics } = await compiled.compile(name);
  if (hasErrors(diagnostics)) return diagnostics;
  return [...diagnostics, ...pipelines.flatMap(({ document }) => argo.lower(document, code, {}).diagnostics)];
}

/** Without the places: what they are about stands under `Wrong`. */
const rendered = (diagnostics: readonly Diagnostic[]): string =>
  renderDiagnostics(
    diagnostics.map(({ span: _, related: __, ...diagnostic }) => diagnostic),
    () => undefined,
  );
const isTypeScript = ({ kind }: Example): boolean => kind === "ts";

/** What the block under the title holds. Fails where an example does not do what its heading says. */
async function messages({ code: about, owner }: Known, { wrong, right }: Page): Promise<string> {
  if (isTypeScript(right)) {
    const said = await saidOf(`${about}-right`);
    expect(said.filter((one) => one.severity === "error" || one.code === about)).toEqual([]);
  }
  if (isTypeScript(wrong)) {
    const said = (await saidOf(`${about}-wrong`)).filter(({ severity }) => severity !== "hint" || about.startsWith("DW3"));
    expect(said.filter((one) => one.code !== about)).toEqual([]);
    expect(said).not.toEqual([]);
    return rendered(said).replaceAll(`${about}-wrong.ts`, "pipeline.ts");
  }
  const cases = failingCases(owner, about);
  if (wrong.kind === "json" && right.kind === "json") {
    const gone = mended(cases, JSON.parse(wrong.text), JSON.parse(right.text)) ?? expect.fail("no failing case holds the wrong part");
    expect(gone.filter((one) => one.code !== about)).toEqual([]);
    expect(gone).not.toEqual([]);
    return rendered(gone);
  }
  expect(["text", "sh", "ts no-run", "json no-run"]).toContain(wrong.kind);
  return `${cases[0]?.messages[0]}\n`;
}

describe("the diagnostics", () => {
  it("have each code once, in the order of their tables", () => {
    const codes = known.map((one) => one.code);
    expect(codes.filter((one, index) => codes.indexOf(one) !== index)).toEqual([]);
  });

  it("have a failing case each", () => {
    expect(known.filter((one) => !OURS.has(one.code) && failingCases(one.owner, one.code).length === 0)).toEqual([]);
  });

  it("have a page each, and no other page is there", () => {
    const files = readdirSync(folder).filter((file) => file !== "README.md");
    const wanted = known.map((one) => `${one.code}.md`);
    expect({
      missing: wanted.filter((file) => !files.includes(file)),
      orphans: files.filter((file) => !wanted.includes(file)),
      broken: [...broken],
    }).toEqual({ missing: [], orphans: [], broken: [] });
  });

  it("speak of the user's program, never in the compiler's own words", () => {
    const said = known
      .filter(({ owner }) => owner !== "ir")
      .flatMap((one) => failingCases(one.owner, one.code).flatMap((it) => it.messages));
    const internal = /SyntaxKind|\b(?:phis?|regions?|frames?|symbolic|poison|lowering|AST)\b|\[object |\bundefined is\b/u;
    expect(said.length).toBeGreaterThan(known.length);
    expect(said.filter((message) => internal.test(message))).toEqual([]);
  });

  it("have an index", () =>
    golden(
      join(folder, "README.md"),
      indexPage(
        known.map((one) => ({ ...one, title: pages.get(one.code)?.title ?? "" })),
        steps,
      ),
    ));
});

describe("the page of", () => {
  for (const one of known) {
    const page = pages.get(one.code);
    if (page === undefined || OURS.has(one.code)) continue;
    it(one.code, async () => {
      expect(page.code).toBe(one.code);
      await golden(fileOf(one.code), page.withMessage(await messages(one, page)));
    });
  }
});
