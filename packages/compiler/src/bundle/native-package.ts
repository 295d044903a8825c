/** Packages that are more than JavaScript: they are built or fetched when they are installed, so a bundle of them would not run elsewhere. */
import { existsSync } from "node:fs";
import { readJson, type PackageFolder } from "../package-folder.ts";

const reasons = new Map<string, string | undefined>();

/** Why code of the package cannot go into a bundle. */
export function nativeReason(owner: PackageFolder, file: string): string | undefined {
  if (file.endsWith(".node")) return "it is native code";
  if (!reasons.has(owner.folder)) reasons.set(owner.folder, reasonOf(owner.folder));
  return reasons.get(owner.folder);
}

function reasonOf(folder: string): string | undefined {
  if (existsSync(`${folder}/binding.gyp`)) return "it is native code";
  const json = readJson(`${folder}/package.json`);
  if (json?.["gypfile"] === true) return "it is native code";
  const scripts = json?.["scripts"];
  if (typeof scripts !== "object" || scripts === null) return undefined;
  const script = ["preinstall", "install", "postinstall"].find((name) => name in scripts);
  return script === undefined ? undefined : `it runs a script when it is installed (\`${script}\`)`;
}
