import { STEP_ENV } from "@dagwright/protocol";
import type { StepFolder } from "./step-folder.ts";

/** What every step sees of its machine: the program search path, and one time zone and language everywhere. */
export function baseEnv(folder: StepFolder, path: string | undefined): Record<string, string> {
  return {
    ...(path === undefined ? {} : { PATH: path }),
    TZ: "UTC",
    LANG: "C",
    HOME: folder.home,
    TMPDIR: folder.tmp,
  };
}

const OURS: ReadonlySet<string> = new Set(Object.values(STEP_ENV));
const isOurs = (name: string): boolean =>
  OURS.has(name) || [STEP_ENV.input, STEP_ENV.bundle, STEP_ENV.mount].some((prefix) => name.startsWith(prefix));

/** The declared variables over the base, ours over both: a step cannot be talked into reading another one's inputs. */
export function stepEnv(
  base: Readonly<Record<string, string>>,
  declared: Readonly<Record<string, string>>,
  contract: Readonly<Record<string, string>>,
): Record<string, string> {
  const allowed = Object.entries(declared).filter(([name]) => !isOurs(name));
  return { ...base, ...Object.fromEntries(allowed), ...contract };
}
