import { parse } from "yaml";
import fc from "fast-check";
import { arbitraryDocument } from "@dagwright/ir/testing";
import { expect, it } from "vitest";
import { argo, lowerToWorkflow } from "./lower.ts";
import { referenceProblems } from "./well-formed.ts";

const code = { wrapper: Buffer.from("wrapper"), bundle: (digest: string) => Buffer.from(digest) };

it("reads nothing that is not there, whatever the program", () => {
  fc.assert(
    fc.property(arbitraryDocument, (document) => {
      const { workflow } = lowerToWorkflow(document, code, {});
      expect(referenceProblems(workflow)).toEqual([]);
    }),
    { numRuns: 150 },
  );
});

it("gives the same bytes each time, and YAML 1.1 that reads as what was meant", () => {
  fc.assert(
    fc.property(arbitraryDocument, (document) => {
      const [first] = argo.lower(document, code, {}).files;
      expect(argo.lower(document, code, {}).files[0]).toEqual(first);
      expect(parse(first?.text ?? "", { version: "1.1" })).toEqual(JSON.parse(JSON.stringify(lowerToWorkflow(document, code, {}).workflow)));
    }),
    { numRuns: 40 },
  );
});
