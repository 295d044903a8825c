import { describe, expect, it } from "vitest";
import { defineDiagnostics, hasErrors } from "./diagnostic.ts";

const span = { file: "a.ts", start: [1, 1], end: [1, 2] } as const;
const report = defineDiagnostics({
  DW9001: {
    severity: "error",
    message: (a: { id: string }) => `two nodes are called ${a.id}`,
    help: (a) => `rename ${a.id.toUpperCase()}`,
  },
  DW9002: { severity: "hint", message: () => "nothing to say" },
});

describe("defineDiagnostics", () => {
  it("makes a diagnostic from its code, place and arguments", () => {
    expect(report("DW9001", { span }, { id: "train" })).toEqual({
      code: "DW9001",
      severity: "error",
      message: "two nodes are called train",
      help: "rename TRAIN",
      span,
    });
    expect(report("DW9002", {})).toEqual({ code: "DW9002", severity: "hint", message: "nothing to say" });
  });

  it("does not type-check with a wrong code or wrong arguments", () => {
    // @ts-expect-error no such code
    expect(() => report("DW9999", {})).toThrow(TypeError);
    // @ts-expect-error the argument is missing
    expect(() => report("DW9001", {})).toThrow(TypeError);
    // @ts-expect-error the argument has another type
    expect(() => report("DW9001", {}, { id: 1 })).toThrow(TypeError);
    // @ts-expect-error this one takes none
    expect(report("DW9002", {}, { id: "x" }).message).toBe("nothing to say");
    const odd = defineDiagnostics({ XY1: { severity: "error", message: () => "" } });
    // @ts-expect-error a code begins with DW and goes on with digits
    odd("XY1", {});
  });

  it("lists its codes for the documentation", () => {
    expect(report.codes).toEqual([
      { code: "DW9001", severity: "error" },
      { code: "DW9002", severity: "hint" },
    ]);
  });

  it("tells errors from hints", () => {
    expect(hasErrors([report("DW9002", {})])).toBe(false);
    expect(hasErrors([report("DW9002", {}), report("DW9001", {}, { id: "a" })])).toBe(true);
  });
});
