/**
 * One folder a case: `document.json`, a document that `verify` accepts, and `errors.txt`, why it cannot be lowered to Argo. Goldens that are
 * missing or stale fail; `vitest -u` writes them.
 */
import { parseDocument, renderDiagnostics, verify } from "@dagwright/ir";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { casesIn, codesIn, golden, tablesIn } from "../../../test/support/golden.ts";
import { argoDiagnostics } from "../src/argo/diagnostics.ts";
import { argo } from "../src/argo/lower.ts";
import { code } from "./lowering.ts";

const folder = join(import.meta.dirname, "cases");
const names = casesIn(folder);

describe("cases", () => {
  for (const name of names) {
    it(`${name} is refused for what its folder says`, async () => {
      const parsed = parseDocument(readFileSync(join(folder, name, "document.json"), "utf8"));
      if (!("document" in parsed)) return expect(parsed.diagnostics).toEqual([]);
      expect(verify(parsed.document)).toEqual([]);
      const { diagnostics } = argo.lower(parsed.document, code, {});
      expect(diagnostics).not.toEqual([]);
      return golden(
        join(folder, name, "errors.txt"),
        renderDiagnostics(diagnostics, () => undefined),
      );
    });
  }

  it("hold every diagnostic of the target", () => {
    const seen = new Set(names.flatMap((name) => codesIn(join(folder, name, "errors.txt"))));
    expect(argoDiagnostics.codes.map(({ code: known }) => known).filter((known) => !seen.has(known))).toEqual([]);
  });

  it("know every table of diagnostics that the targets have", () => {
    expect(tablesIn(join(import.meta.dirname, "../src"))).toEqual([join("argo", "diagnostics.ts")]);
  });
});
