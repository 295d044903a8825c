import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ABSENT_TEXT, failedText, jsonText, parseArgument, programLine } from "./argument-text.ts";
import { evaluate, readPath } from "./evaluate.ts";
import type { Json } from "./json.ts";
import type { Value } from "./value.ts";

const json = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as Json);

describe("argument texts", () => {
  it("bring any JSON value back", () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(parseArgument(jsonText(value))).toEqual({ kind: "json", value });
      }),
    );
  });

  it("say absent by being empty, and tell it from null", () => {
    expect(jsonText(undefined)).toBe(ABSENT_TEXT);
    expect(parseArgument("")).toEqual({ kind: "absent" });
    expect(parseArgument("null")).toEqual({ kind: "json", value: null });
  });

  it("bring a failure back, hostile message included", () => {
    fc.assert(
      fc.property(fc.string(), fc.option(fc.integer({ min: 0, max: 255 }), { nil: undefined }), (message, exitCode) => {
        const failure = { step: "train", attempt: 2, kind: "exit", message, ...(exitCode === undefined ? {} : { exitCode }) } as const;
        const text = failedText(failure);
        expect(text).not.toContain("$");
        expect(parseArgument(text)).toEqual({ kind: "failed", failure });
      }),
    );
  });

  it("hold a program and its roots, one line each, whatever the roots hold", () => {
    fc.assert(
      fc.property(fc.array(fc.option(json, { nil: undefined }), { minLength: 1, maxLength: 5 }), (roots) => {
        const program: Value = { kind: "list", items: roots.map((_, index) => ({ kind: "ref", node: String(index), path: [] })) };
        const argument = parseArgument([programLine(program), ...roots.map(jsonText)].join("\n"));
        if (argument.kind !== "program") throw new Error(`read as ${argument.kind}`);
        const values = argument.roots.map(parseArgument);
        const result = evaluate(argument.value, {
          read: ({ node, path }) => {
            const root = values[Number(node)];
            return readPath(root?.kind === "json" ? root.value : undefined, path);
          },
          succeeded: () => true,
          glue: () => undefined,
        });
        expect(result).toEqual(roots.map((root) => root ?? null));
      }),
    );
  });

  it("are told apart by a first character that JSON cannot begin with", () => {
    for (const [first] of ["=", "!"]) expect(() => JSON.parse(first ?? "")).toThrow(SyntaxError);
    expect(() => parseArgument("!{}")).toThrow(SyntaxError);
    expect(() => parseArgument("nonsense")).toThrow(SyntaxError);
  });
});
