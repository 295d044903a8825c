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

/** The declared variables over the base, ours over both; `verify` has refused declared ones with our prefix. */
export const stepEnv = (
  base: Readonly<Record<string, string>>,
  declared: Readonly<Record<string, string>>,
  contract: Readonly<Record<string, string>>,
): Record<string, string> => ({ ...base, ...declared, ...contract });
