/** Packages that are more than JavaScript: they are built or fetched when they are installed, so a bundle of them would not run elsewhere. */
import type { Disk } from "../disk/disk.ts";
import { readJson, type PackageFolder } from "../package-folder.ts";

/** Why code of the package cannot go into a bundle. */
export function nativeReason(disk: Disk, owner: PackageFolder, file: string): string | undefined {
  if (file.endsWith(".node")) return "it is native code";
  if (disk.exists(`${owner.folder}/binding.gyp`)) return "it is native code";
  const json = readJson(disk, `${owner.folder}/package.json`);
  if (json?.["gypfile"] === true) return "it is native code";
  const scripts = json?.["scripts"];
  if (typeof scripts !== "object" || scripts === null) return undefined;
  const script = ["preinstall", "install", "postinstall"].find((name) => name in scripts);
  return script === undefined ? undefined : `it runs a script when it is installed (\`${script}\`)`;
}
