import { randomBytes } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { sha256 } from "@dagwright/protocol";
import { describe, expect, it } from "vitest";
import type { Code } from "../target.ts";
import { InlineCode, LOADER } from "./code.ts";

const codeOf = (wrapper: Uint8Array, bundles: Readonly<Record<string, Uint8Array>> = {}): Code => ({
  wrapper,
  bundle: (digest) => bundles[digest] ?? new Uint8Array(),
});
const inlined = (code: Code, taken: readonly string[] = []): InlineCode => new InlineCode(code, new Set(taken));

/** What a pod's variables come to once Argo has put the parameters in. */
function resolved(code: InlineCode, digests: readonly string[]): Readonly<Record<string, string>> {
  const variables = code.variables(digests);
  const values = new Map(code.parameters().map(({ name, value }) => [name, value ?? ""]));
  const fill = (text: string): string =>
    text.replaceAll(/\{\{workflow\.parameters\.(.*?)\}\}/gu, (_, name: string) => values.get(name) ?? "");
  return Object.fromEntries(variables.map(({ name, value }) => [name, fill(value ?? "")]));
}
const unpack = (packed: string): string => gunzipSync(Buffer.from(packed, "base64")).toString();

describe("InlineCode", () => {
  it("brings the wrapper and each bundle to the pod, a bundle behind its digest", () => {
    const digest = sha256("the user's code");
    const variables = resolved(inlined(codeOf(Buffer.from("the wrapper"), { [digest]: Buffer.from("the user's code") })), [digest]);
    expect(Object.keys(variables)).toEqual(["DAGWRIGHT_WRAPPER_0", "DAGWRIGHT_BUNDLE_0"]);
    expect(unpack(variables["DAGWRIGHT_WRAPPER_0"] ?? "")).toBe("the wrapper");
    const [before, packed] = variables["DAGWRIGHT_BUNDLE_0"]?.split(":") ?? [];
    expect(before).toBe(digest);
    expect(unpack(packed ?? "")).toBe("the user's code");
  });

  it("cuts code into pieces that fit into one variable each", () => {
    const large = randomBytes(200_000);
    const digest = sha256(large);
    const variables = resolved(inlined(codeOf(large, { [digest]: large })), [digest]);
    expect(Object.keys(variables)).toEqual([
      "DAGWRIGHT_WRAPPER_0",
      "DAGWRIGHT_WRAPPER_1",
      "DAGWRIGHT_WRAPPER_2",
      "DAGWRIGHT_BUNDLE_0",
      "DAGWRIGHT_BUNDLE_0_1",
      "DAGWRIGHT_BUNDLE_0_2",
    ]);
    for (const [name, value] of Object.entries(variables)) expect(name.length + 1 + value.length).toBeLessThan(128 * 1024);
    const bundle = ["", "_1", "_2"].map((part) => variables[`DAGWRIGHT_BUNDLE_0${part}`] ?? "").join("");
    expect(gunzipSync(Buffer.from(bundle.slice(digest.length + 1), "base64")).equals(large)).toBe(true);
  });

  it("holds code that several pods share once", () => {
    const code = inlined(codeOf(Buffer.from("w"), { a: Buffer.from("a") }));
    code.variables(["a"]);
    const before = code.parameters();
    code.variables(["a"]);
    expect(code.parameters()).toEqual(before);
    expect(before.map(({ name }) => name)).toEqual(["code-a", "wrapper"]);
  });

  it("gives the same bytes each time, and nothing in them names the machine", () => {
    const [first, second] = [0, 1].map(() => {
      const code = inlined(codeOf(Buffer.from("wrapper")));
      code.variables([]);
      return code.parameters();
    });
    expect(second).toEqual(first);
    const header = Buffer.from(first?.[0]?.value ?? "", "base64");
    expect([...header.subarray(4, 8)]).toEqual([0, 0, 0, 0]);
    expect(header[9]).toBe(255);
  });

  it("leaves a pipeline its inputs, though they are called like a piece of code", () => {
    const code = inlined(codeOf(Buffer.from("w")), ["wrapper", "dagwright-wrapper"]);
    expect(code.variables([])).toEqual([{ name: "DAGWRIGHT_WRAPPER_0", value: "{{workflow.parameters.dagwright-dagwright-wrapper}}" }]);
    expect(code.parameters().map(({ name }) => name)).toEqual(["dagwright-dagwright-wrapper"]);
  });
});

it("holds nothing that Argo or Kubernetes would expand", () => {
  const code = inlined(codeOf(Buffer.from("{{=1}} $(X) $$")));
  code.variables([]);
  for (const text of [LOADER, ...code.parameters().map(({ value }) => value ?? "")]) expect(text).not.toMatch(/\{\{|\$\(|\$\$/u);
});
