import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runPipeline } from "@dagwright/runner";
import { describe, expect, it } from "vitest";
import { callsIn } from "../support/calls.ts";
import { generatedPrograms, stepBytes } from "../support/generated.ts";

const wrapper = createRequire(import.meta.url).resolve("dagwright/exec-bundle");
const programs = await generatedPrograms(20_261_124, 12, 14);

describe("the interpreter and the local runner agree on generated programs", () => {
  it.each(programs)("$name", async ({ document, expected }) => {
    const home = mkdtempSync(join(tmpdir(), "dagwright-generated-"));
    const lines: string[] = [];
    try {
      const ran = await runPipeline({
        document,
        bundles: stepBytes,
        wrapper,
        home,
        tracking: "off",
        onEvent: (event) => void (event.type === "log" && lines.push(event.text)),
      });
      expect({ status: ran.status, output: ran.outputs, calls: callsIn(lines.join("\n")) }).toEqual(expected);
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  });
});
