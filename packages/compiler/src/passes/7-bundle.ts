/**
 * Pass 7: each function and each piece of glue becomes one file of JavaScript, holding what it reaches by symbol and nothing else.
 *
 *   request ─► frontend.slice (symbols) ─► modules ─► esbuild ─► tidied code ─► digest
 */
import type { Diagnostic } from "@dagwright/ir";
import type { Span } from "@dagwright/protocol";
import { bundle, type Bundle } from "../bundle/bundle.ts";
import type { BundleCache } from "../bundle/bundle-cache.ts";
import type { Disk } from "../disk/disk.ts";
import type { Frontend } from "../frontend/frontend.ts";
import type { SliceRequest } from "../frontend/slice.ts";
import { PackageFolders } from "../package-folder.ts";

export interface BundleJob {
  readonly request: SliceRequest;
  /** The component or pipeline it belongs to, for messages. */
  readonly name: string;
  readonly span: Span;
}

export interface Bundled<Job extends BundleJob> {
  /** No entry for a job that has diagnostics. */
  readonly bundles: ReadonlyMap<Job, Bundle>;
  readonly diagnostics: readonly Diagnostic[];
}

/** All jobs side by side; diagnostics in the order of the jobs. */
export async function bundleAll<Job extends BundleJob>(
  frontend: Frontend,
  jobs: readonly Job[],
  disk: Disk,
  cache?: BundleCache,
): Promise<Bundled<Job>> {
  const folders = new PackageFolders(disk);
  const results = await Promise.all(
    jobs.map(({ request, name, span }) => {
      const slice = frontend.slice(request);
      const { root } = frontend;
      return cache === undefined
        ? bundle({ slice, root, folders, disk, name, span })
        : cache.bundle(slice, disk, (part) => bundle({ slice, root, folders: new PackageFolders(part), disk: part, name, span }));
    }),
  );
  cache?.endCompilation();
  const bundles = new Map<Job, Bundle>();
  const diagnostics: Diagnostic[] = [];
  for (const [index, job] of jobs.entries()) {
    const result = results[index];
    if (result?.bundle !== undefined) bundles.set(job, result.bundle);
    diagnostics.push(...(result?.diagnostics ?? []));
  }
  return { bundles, diagnostics: distinct(diagnostics) };
}

// Several bundles may hold the same helper, and say the same about it.
function distinct(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics.filter((diagnostic) => {
    const key = JSON.stringify([diagnostic.code, diagnostic.message, diagnostic.span]);
    return !seen.has(key) && seen.add(key) !== undefined;
  });
}
