import { isAbsolute, relative, resolve, sep } from "node:path";

/** Of `process.env`, what CI says about the checkout. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The folder that annotations are relative to: CI's checkout where the working folder is in it, else the working folder. */
export function repositoryRoot({ GITHUB_WORKSPACE: checkout }: Environment): string {
  const here = process.cwd();
  return checkout !== undefined && checkout !== "" && isInside(resolve(checkout), here) ? resolve(checkout) : here;
}

export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
