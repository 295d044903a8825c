/** Every publishable package as the tarball that would be published. */
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root, succeed } from "../support/command.ts";

export interface Packed {
  readonly name: string;
  readonly tarball: string;
}

/** Packs what the last build made into `folder`. Throws when there was none. */
export async function packAll(folder: string): Promise<readonly Packed[]> {
  if (!existsSync(join(root, "packages/dagwright/dist/exec.bundle.mjs"))) throw new Error("There is nothing to pack yet: npm run build");
  const packed: Packed[] = [];
  for (const manifest of globSync("packages/*/package.json", { cwd: root }).toSorted()) {
    const json: unknown = JSON.parse(readFileSync(join(root, manifest), "utf8"));
    if (typeof json !== "object" || json === null || !("name" in json) || ("private" in json && json.private === true)) continue;
    const { stdout } = await succeed(join(root, "node_modules/.bin/pnpm"), ["pack", "--json", "--pack-destination", folder], {
      cwd: join(root, dirname(manifest)),
    });
    const answer: unknown = JSON.parse(stdout);
    if (typeof answer !== "object" || answer === null || !("filename" in answer)) throw new Error(`pnpm pack said: ${stdout}`);
    packed.push({ name: String(json.name), tarball: join(folder, String(answer.filename).replace(/^.*[\\/]/u, "")) });
  }
  return packed;
}
