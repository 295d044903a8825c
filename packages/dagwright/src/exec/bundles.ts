import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";
import { STEP_ENV, type Digest } from "@dagwright/protocol";
import type { Environment } from "./request.ts";

/** The folder of `<sha256>.mjs`; in a pod they come in the environment and are unpacked first. */
export function bundlesFolder(env: Environment): string {
  const given = env[STEP_ENV.bundles];
  if (given !== undefined && given !== "") return given;
  const folder = mkdtempSync(join(tmpdir(), "dagwright-bundles-"));
  for (let index = 0; ; index += 1) {
    const packed = packedBundle(env, index);
    if (packed === undefined) return folder;
    const colon = packed.indexOf(":");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${packed.slice(0, colon)}.mjs`), gunzipSync(Buffer.from(packed.slice(colon + 1), "base64")));
  }
}

/** One variable holds 128 KiB at most, so a large bundle goes on in `…_1`, `…_2`, …. */
function packedBundle(env: Environment, index: number): string | undefined {
  let packed = env[`${STEP_ENV.bundle}${index}`];
  if (packed === undefined) return undefined;
  for (let part = 1; ; part += 1) {
    const more = env[`${STEP_ENV.bundle}${index}_${part}`];
    if (more === undefined) return packed;
    packed += more;
  }
}

export type BundleFunction = (...args: readonly unknown[]) => unknown;

/** An export of a bundle. Throws when the bundle is not there or exports no such function. */
export async function loadFunction(folder: string, bundle: Digest, name: string): Promise<BundleFunction> {
  const module: unknown = await import(pathToFileURL(join(folder, `${bundle}.mjs`)).href);
  const found: unknown = typeof module === "object" && module !== null ? Reflect.get(module, name) : undefined;
  if (typeof found !== "function") throw new Error(`the bundle ${bundle} exports no function ${name}`);
  return (...args) => Reflect.apply(found, undefined, args) as unknown;
}
