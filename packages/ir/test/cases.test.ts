/**
 * One folder a case: `document.json`, as text, which need not be JSON; and `errors.txt`, what reading it says, or verifying it once it could be
 * read. A case about code has `bundles.txt`: the digests of the bundles that lie beside the document, one a line. Goldens that are missing or
 * stale fail; `vitest -u` writes them.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { casesIn, codesIn, golden, tablesIn } from "../../../test/support/golden.ts";
import type { Diagnostic } from "../src/diagnostic.ts";
import { report } from "../src/diagnostics.ts";
import { parseDocument } from "../src/parse.ts";
import { renderDiagnostics } from "../src/render-diagnostic.ts";
import { verify } from "../src/verify.ts";

const folder = join(import.meta.dirname, "cases");
const names = casesIn(folder);

/** The bundles that lie beside a case's document; `undefined` where it is not about them. */
function bundlesOf(name: string): ReadonlySet<string> | undefined {
  const file = join(folder, name, "bundles.txt");
  return existsSync(file) ? new Set(readFileSync(file, "utf8").split("\n")) : undefined;
}

function problemsOf(name: string): readonly Diagnostic[] {
  const parsed = parseDocument(readFileSync(join(folder, name, "document.json"), "utf8"));
  if ("diagnostics" in parsed) return parsed.diagnostics;
  const bundles = bundlesOf(name);
  return verify(parsed.document, bundles === undefined ? {} : { bundles });
}

describe("cases", () => {
  for (const name of names) {
    it(`${name} is refused for what its folder says`, async () => {
      const problems = problemsOf(name);
      expect(problems).not.toEqual([]);
      await golden(
        join(folder, name, "errors.txt"),
        renderDiagnostics(problems, () => undefined),
      );
    });
  }

  it("hold every diagnostic of the IR", () => {
    const seen = new Set(names.flatMap((name) => codesIn(join(folder, name, "errors.txt"))));
    expect(report.codes.map(({ code }) => code).filter((code) => !seen.has(code))).toEqual([]);
  });

  it("know every table of diagnostics that the IR has", () => {
    expect(tablesIn(join(import.meta.dirname, "../src"))).toEqual(["diagnostics.ts"]);
  });
});
