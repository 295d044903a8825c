/**
 * One folder a case: `input.ts`, and `ir.txt` (what it compiles to) or `errors.txt` (what is said about it), or both for hints. Goldens that
 * are missing or stale fail; `vitest -u` writes them. All cases share one program.
 */
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compile } from "../src/compile.ts";
import { body } from "../src/diagnostics/body.ts";
import type { Frontend } from "../src/frontend/frontend.ts";
import { openFrontend } from "../src/frontend/ts-morph/index.ts";
import { printDocument, renderDiagnostics } from "@dagwright/ir";

const folder = join(import.meta.dirname, "cases");
const names = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const shared = openFrontend({
  entries: names.map((name) => join(folder, name, "input.ts")),
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
  };
}

describe("cases", () => {
  for (const name of names) {
    it(`${name} compiles to what its folder says`, async () => {
      const frontend = partOf(name);
      const { pipelines, diagnostics } = await compile({ entries: [], frontend, readWrapper: () => ({ diagnostics: [] }) });
      await golden(name, "ir.txt", pipelines.map(({ document }) => printDocument(document)).join("\n"));
      await golden(
        name,
        "errors.txt",
        renderDiagnostics(diagnostics, (file) => shared.sourceText(file)),
      );
    });
  }

  it("hold every diagnostic of bodies", () => {
    const seen = new Set(names.flatMap((name) => codesIn(join(folder, name, "errors.txt"))));
    // A bug of ours, and a name that only a caller of the compiler can get wrong.
    const elsewhere = new Set(["DW2900", "DW2503"]);
    expect(body.codes.map(({ code }) => code).filter((code) => !seen.has(code) && !elsewhere.has(code))).toEqual([]);
  });
});

const codesIn = (file: string): readonly string[] =>
  existsSync(file) ? [...readFileSync(file, "utf8").matchAll(/^\w+\[(DW\d+)\]/gmu)].flatMap(([, code]) => code ?? []) : [];

/** An empty text is a file that is not there. */
async function golden(name: string, file: string, text: string): Promise<void> {
  const path = join(folder, name, file);
  const isUpdate = Reflect.get(expect.getState().snapshotState, "_updateSnapshot") === "all";
  if (text !== "") {
    if (!isUpdate) expect(existsSync(path), `${file} is missing; \`vitest -u\` writes it`).toBe(true);
    return expect(text).toMatchFileSnapshot(path);
  }
  if (isUpdate) rmSync(path, { force: true });
  expect(existsSync(path), `${file} is stale; \`vitest -u\` removes it`).toBe(false);
}
