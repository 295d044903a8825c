import { lowerDecorators, mayHaveDecorators } from "./lower-decorators.ts";

/** The part of a Vite plugin that this is. */
export interface DecoratorPlugin {
  readonly name: string;
  readonly enforce: "pre";
  transform(code: string, id: string): { code: string; map: string } | undefined;
}

/**
 * Makes files with decorated components load in vitest and Vite, under TC39 decorators and under `experimentalDecorators`.
 *
 * @example
 * // vitest.config.ts
 * import dagwright from "dagwright/vitest";
 * export default defineConfig({ plugins: [dagwright()] });
 */
export function dagwright(): DecoratorPlugin {
  return {
    name: "dagwright:decorators",
    enforce: "pre",
    transform(code, id) {
      const [path = ""] = id.split("?");
      if (!/\.[cm]?tsx?$/u.test(path) || path.includes("/node_modules/") || !mayHaveDecorators(code)) return undefined;
      const { code: lowered, map } = lowerDecorators(path);
      return { code: lowered, map };
    },
  };
}

export default dagwright;
