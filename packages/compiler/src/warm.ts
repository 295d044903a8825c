import { BundleCache } from "./bundle/bundle-cache.ts";
import type { Frontend } from "./frontend/frontend.ts";

/** What a process keeps between compilations of the same files, so that the next one only does what an edit made necessary. */
export class Warm {
  readonly bundles = new BundleCache();
  frontend: Frontend | undefined;
}
