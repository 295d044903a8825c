/** What tests of the runner share: a home of their own, hand-written bundles, the wrapper, and a run with its events. */
import { build } from "esbuild";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { sha256, STEP_ENV } from "@dagwright/protocol";
import type { Component, Document } from "@dagwright/ir";
import { vi } from "vitest";
import { runPipeline, type RunEvent, type RunPipelineOptions, type RunResult } from "@dagwright/runner";

// Many processes on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

export const fixture = (name: string): string => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));

const steps = readFileSync(fixture("steps.mjs"));
const glue = readFileSync(fixture("glue.mjs"));
export const STEPS = sha256(steps);
export const GLUE = sha256(glue);

/** The same component, by a function of `steps.mjs`. */
export const by = (name: string, component: Component): Component => ({
  ...component,
  implementation: { kind: "typescript", bundle: STEPS, export: name },
});

let wrapper: Promise<string> | undefined;
/** The wrapper from its sources, so that no build has to come first. */
export function builtWrapper(): Promise<string> {
  wrapper ??= (async () => {
    const outfile = join(mkdtempSync(join(tmpdir(), "dagwright-wrapper-")), "exec.bundle.mjs");
    process.on("exit", () => rmSync(join(outfile, ".."), { recursive: true, force: true }));
    await build({
      stdin: { contents: 'import "dagwright/exec";', resolveDir: fileURLToPath(new URL("..", import.meta.url)), loader: "js" },
      outfile,
      bundle: true,
      platform: "node",
      format: "esm",
      target: "node22",
      conditions: ["dagwright-source"],
      logLevel: "silent",
    });
    return outfile;
  })();
  return wrapper;
}

export interface Ran extends RunResult {
  readonly events: readonly RunEvent[];
  readonly home: string;
}

export interface Kit {
  readonly home: string;
  /** Not recorded, unless told where; `inHome`: where the runner itself would. */
  run(document: Document, options?: Partial<RunPipelineOptions> & { readonly inHome?: boolean }): Promise<Ran>;
  cleanUp(): void;
}

export function createKit(): Kit {
  const home = mkdtempSync(join(tmpdir(), "dagwright höme "));
  return {
    home,
    async run(document, { inHome = false, ...options } = {}) {
      const events: RunEvent[] = [];
      const result = await runPipeline({
        document,
        home,
        wrapper: await builtWrapper(),
        bundles: (digest) => (digest === STEPS ? steps : digest === GLUE ? fixture("glue.mjs") : undefined),
        graceMs: 300,
        deadlineMarginMs: 500,
        engine: "none",
        ...(inHome ? {} : { tracking: "off" }),
        ...options,
        onEvent: (event) => {
          events.push(event);
          options.onEvent?.(event);
        },
      });
      return { ...result, events, home };
    },
    cleanUp: () => rmSync(home, { recursive: true, force: true }),
  };
}

/** Processes of a run that still live. */
export function survivorsOf(id: string): number {
  const entry = `${STEP_ENV.runId}=${id}`;
  return readdirSync("/proc").filter((pid) => {
    try {
      return /^\d+$/u.test(pid) && readFileSync(`/proc/${pid}/environ`, "utf8").split("\0").includes(entry);
    } catch {
      return false;
    }
  }).length;
}

export const ofType = <T extends RunEvent["type"]>(events: readonly RunEvent[], type: T): Extract<RunEvent, { type: T }>[] =>
  events.filter((event): event is Extract<RunEvent, { type: T }> => event.type === type);
