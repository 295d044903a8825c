/** `node --import dagwright/register main.ts`: files with decorated components load in Node, which strips types and no more. */
import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";
import { lowerDecorators, mayHaveDecorators } from "./lower-decorators.ts";

process.setSourceMapsEnabled(true);

registerHooks({
  load(url, context, nextLoad) {
    const [bare = ""] = url.split("?");
    if (!bare.startsWith("file:") || !/\.m?ts$/u.test(bare) || bare.includes("/node_modules/")) return nextLoad(url, context);
    const path = fileURLToPath(bare);
    const source = readFileSync(path, "utf8");
    if (!mayHaveDecorators(source)) return nextLoad(url, context);
    const { code, map } = lowerDecorators(path);
    const inline = `//# sourceMappingURL=data:application/json;base64,${Buffer.from(map).toString("base64")}`;
    return { format: "module", source: `${code}\n${inline}\n`, shortCircuit: true };
  },
  resolve(specifier, context, nextResolve) {
    try {
      return nextResolve(specifier, context);
    } catch (error) {
      // TypeScript lets a project say "./steps.js", or under older settings "./steps", where "./steps.ts" lies.
      const candidates = /^\.{1,2}\//u.test(specifier) ? sourcesOf(specifier) : [];
      for (const candidate of candidates) {
        try {
          return nextResolve(candidate, context);
        } catch {
          // The next one.
        }
      }
      throw error;
    }
  },
});

function sourcesOf(specifier: string): readonly string[] {
  if (/\.m?js$/u.test(specifier)) return [specifier.replace(/js$/u, "ts")];
  return /\.[cm]?ts$/u.test(specifier) ? [] : [`${specifier}.ts`, `${specifier}/index.ts`];
}
