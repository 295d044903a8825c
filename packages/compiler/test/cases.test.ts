/**
 * One folder a case: `input.ts`, and `ir.txt` (what it compiles to) or `errors.txt` (what is said about it), or both for hints. `pipeline.txt`
 * names the one pipeline that is asked for. Goldens that are missing or stale fail; `vitest -u` writes them. All cases share one program, but for
 * those with a package.json: they are projects of their own, in which `packages` stands for `node_modules`, which git does not hold.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compile, type CompileOptions } from "../src/compile.ts";
import { body } from "../src/diagnostics/body.ts";
import { bundling } from "../src/diagnostics/bundling.ts";
import { declared } from "../src/diagnostics/interface.ts";
import { project } from "../src/diagnostics/project.ts";
import type { Frontend } from "../src/frontend/frontend.ts";
import { openFrontend } from "../src/frontend/ts-morph/index.ts";
import { printDocument, renderDiagnostics } from "@dagwright/ir";
import { casesIn, codesIn, golden, tablesIn } from "../../../test/support/golden.ts";
import { createCase } from "./project.ts";

const folder = join(import.meta.dirname, "cases");
const names = casesIn(folder);
/** A case that brings a package.json is a project of its own. */
const isProject = (name: string): boolean => existsSync(join(folder, name, "package.json"));
const shared = openFrontend({
  entries: names.filter((name) => !isProject(name)).map((name) => join(folder, name, "input.ts")),
  root: folder,
  tsconfig: join(folder, "tsconfig.json"),
});
const typeErrors = shared.typeErrors();

/** The part of the shared program that belongs to one case, and what all cases import. */
function partOf(name: string): Frontend {
  const isOwn = (file: string | undefined): boolean => file?.startsWith(`${name}/`) === true;
  const importsSteps = shared.sourceText(`${name}/input.ts`)?.includes('"../steps.ts"') === true;
  const isSeen = (file: string): boolean => isOwn(file) || (importsSteps && file === "steps.ts");
  return {
    ...shared,
    entries: [`${name}/input.ts`],
    problems: () => [],
    typeErrors: () => typeErrors.filter((error) => isOwn(error.span?.file)),
    declarations: () => shared.declarations().filter((declaration) => isSeen(declaration.file)),
    misplacedDeclarations: () => shared.misplacedDeclarations().filter((misplaced) => isSeen(misplaced.span.file)),
    misspeltTags: () => shared.misspeltTags().filter(({ span }) => isSeen(span.file)),
  };
}

/** The one pipeline that a case asks for. */
function askedOf(name: string): Pick<CompileOptions, "pipeline"> {
  const file = join(folder, name, "pipeline.txt");
  return existsSync(file) ? { pipeline: readFileSync(file, "utf8").trim() } : {};
}

describe("cases", () => {
  for (const name of names) {
    it(`${name} compiles to what its folder says`, async () => {
      const { pipelines, diagnostics, frontend } = await (isProject(name)
        ? compile({ ...askedOf(name), entries: [join(createCase(join(folder, name)), "input.ts")] })
        : compile({ ...askedOf(name), entries: [], frontend: partOf(name), readWrapper: () => ({ diagnostics: [] }) }));
      await golden(join(folder, name, "ir.txt"), pipelines.map(({ document }) => printDocument(document)).join("\n"));
      await golden(
        join(folder, name, "errors.txt"),
        renderDiagnostics(diagnostics, (file) => frontend.sourceText(file)),
      );
    });
  }

  it("hold every diagnostic of the compiler", () => {
    const seen = new Set(names.flatMap((name) => codesIn(join(folder, name, "errors.txt"))));
    // A bug of ours: no source shall lead to it.
    const elsewhere = new Set(["DW2900"]);
    const codes = [project, declared, bundling, body].flatMap((table) => table.codes.map(({ code }) => code));
    expect(codes.filter((code) => !seen.has(code) && !elsewhere.has(code))).toEqual([]);
    expect([...elsewhere].filter((code) => seen.has(code))).toEqual([]);
  });

  it("know every table of diagnostics that the compiler has", () => {
    const tables = ["body", "bundling", "interface", "project"];
    expect(tablesIn(join(import.meta.dirname, "../src"))).toEqual(tables.map((name) => join("diagnostics", `${name}.ts`)));
  });
});
