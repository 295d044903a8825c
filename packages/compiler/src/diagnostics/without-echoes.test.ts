import type { Diagnostic } from "@dagwright/ir";
import { describe, expect, it } from "vitest";
import { withoutEchoes } from "./without-echoes.ts";

const at = (
  line: number,
): { readonly file: string; readonly start: readonly [number, number]; readonly end: readonly [number, number] } => ({
  file: "a.ts",
  start: [line, 1],
  end: [line, 9],
});
const error = (code: string, line: number, message: string): Diagnostic => ({ code, severity: "error", message, span: at(line) });
const declaration = { file: "a.ts", start: [1, 1], end: [9, 1] } as const;

describe("withoutEchoes", () => {
  it("drops TypeScript's form of what is said about a step's types", () => {
    const ours = error("DW1002", 2, "`output` is a Map");
    const theirs = error("DW0002", 1, "not assignable to { readonly [requires]: … }");
    expect(withoutEchoes([theirs, ours], [declaration])).toEqual([ours]);
    expect(withoutEchoes([theirs], [declaration])).toEqual([theirs]);
  });

  it("drops the `any` that follows from an error of TypeScript in the same step", () => {
    const cause = error("DW0002", 3, "Cannot find name 'scor'. Did you mean 'score'?");
    const effect = error("DW1001", 1, "`output.value` is any, which has no schema");
    expect(withoutEchoes([cause, effect], [declaration])).toEqual([cause]);
    expect(withoutEchoes([effect], [declaration])).toEqual([effect]);
  });

  it("drops TypeScript's form of what is said about a decorated method, and about a container without an image", () => {
    const method = error("DW1007", 2, "`go` cannot be a component: it is private");
    const decorator = error("DW0002", 2, "Unable to resolve signature of method decorator. (TS1241)");
    expect(withoutEchoes([decorator, method], [])).toEqual([method]);
    expect(withoutEchoes([decorator], [])).toEqual([decorator]);
    const image = error("DW1023", 1, "the container `a` has no `image`");
    const missing = error("DW0002", 3, "Property 'image' is missing in type '{}'. (TS2345)");
    expect(withoutEchoes([missing, image], [declaration])).toEqual([image]);
  });

  it("drops all that follows from a variable that is used before its declaration", () => {
    const early = error("DW0002", 3, "Block-scoped variable 'y' used before its declaration. (TS2448)");
    const unassigned = error("DW0002", 3, "Variable 'y' is used before being assigned. (TS2454)");
    const ours = error("DW2111", 3, "what is handed on between steps crosses as JSON, and `y` is not data");
    expect(withoutEchoes([early, unassigned, ours], [])).toEqual([early]);
    expect(withoutEchoes([unassigned, ours], [])).toEqual([unassigned, ours]);
  });

  it("keeps what stands elsewhere", () => {
    const elsewhere = error("DW1001", 20, "`output` is any, which has no schema");
    expect(withoutEchoes([error("DW0002", 3, "x"), elsewhere], [declaration])).toContain(elsewhere);
  });
});
