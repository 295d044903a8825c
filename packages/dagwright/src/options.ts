import type { Secret } from "./secret.ts";

/** Such as "90s", "15m", "12h", "2d". */
export type Duration = `${number}${"s" | "m" | "h" | "d" | "w"}`;
/** A Kubernetes quantity of bytes, such as "512Mi" or "2Gi". */
export type Memory = `${number}${"" | "k" | "M" | "G" | "T" | "Ki" | "Mi" | "Gi" | "Ti"}`;

/** How a step runs. Everything is optional; what is not said is the environment's default. */
export interface Options {
  readonly image?: string;
  /** Cores: `2`, `"500m"`. */
  readonly cpu?: number | `${number}` | `${number}m`;
  readonly memory?: Memory;
  /** Whole devices. */
  readonly gpu?: number;
  /** Attempts after the first. `on` says after what: a failure of the step, of what it runs on, or either (the default). */
  readonly retries?: number | { readonly limit: number; readonly backoff?: Duration; readonly on?: "failure" | "infrastructure" | "any" };
  /** Of each attempt. */
  readonly timeout?: Duration;
  /** Whether a result may be taken from an earlier run with the same inputs and code. */
  readonly cache?: boolean;
  readonly env?: Readonly<Record<string, string | Secret>>;
  readonly labels?: Readonly<Record<string, string>>;
  /** Packages with native code, installed beside the step: `["sharp@0.34"]`. */
  readonly packages?: readonly string[];
}

/** What `withOptions` takes: the step's own options and how this one call is shown. */
export interface CallOptions extends Options {
  readonly displayName?: string;
}

/** Attempts after the first that plain Node makes. Nothing it can meet is a failure of the infrastructure. */
export function retryLimit(options: Options): number {
  const { retries = 0 } = options;
  if (typeof retries === "number") return retries;
  return retries.on === "infrastructure" ? 0 : retries.limit;
}
