import type { StepErrorKind } from "@dagwright/protocol";
import { describe, expect, it } from "vitest";
import { effectiveConfig, isRetried } from "./retry.ts";

const failure = (kind: StepErrorKind, attempt: number) => ({ step: "s", attempt, kind, message: "" });

describe("isRetried", () => {
  it("retries the kinds it is told to, up to its limit", () => {
    const config = (on: "failure" | "infrastructure" | "any") => ({ retries: { limit: 2, on } });
    expect([1, 2, 3].map((attempt) => isRetried(config("any"), failure("thrown", attempt)))).toEqual([true, true, false]);
    expect([isRetried(config("failure"), failure("timeout", 1)), isRetried(config("failure"), failure("infrastructure", 1))]).toEqual([
      true,
      false,
    ]);
    expect([
      isRetried(config("infrastructure"), failure("exit", 1)),
      isRetried(config("infrastructure"), failure("infrastructure", 1)),
    ]).toEqual([false, true]);
    expect(isRetried({}, failure("thrown", 1))).toBe(false);
    expect(isRetried(config("any"), failure("rejected", 1))).toBe(false);
  });
});

describe("effectiveConfig", () => {
  it("puts the task's over the component's, variables and labels one by one", () => {
    const text = (value: string) => ({ kind: "text", text: value }) as const;
    expect(
      effectiveConfig(
        { memory: "1Gi", cpu: 1, env: { A: text("1"), B: text("1") } },
        { memory: "2Gi", env: { B: text("2") }, labels: { l: "x" } },
      ),
    ).toEqual({
      memory: "2Gi",
      cpu: 1,
      env: { A: text("1"), B: text("2") },
      labels: { l: "x" },
    });
    expect(effectiveConfig({}, {})).toEqual({});
  });
});
