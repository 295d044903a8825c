import { existsSync } from "node:fs";
import { join } from "node:path";
import { HOME_FOLDER } from "@dagwright/protocol";
import { readIfThere } from "../write-file.ts";
import { extendManifest } from "./manifest.ts";
import { template, type Template } from "./templates.ts";

export interface Change {
  readonly file: string;
  /** Undefined: it stays as it is. */
  readonly text: string | undefined;
  /** What happens to it, for people. */
  readonly what: string;
}

const PLUGIN = "dagwright/vitest";
const hasPlugin = (path: string): boolean => readIfThere(path)?.includes(PLUGIN) === true;

const VITEST_CONFIGS = ["ts", "mts", "cts", "js", "mjs", "cjs"].flatMap((ending) => [`vitest.config.${ending}`, `vite.config.${ending}`]);

/** What `init` would do to a folder. A file that is there is never overwritten; package.json and .gitignore only gain lines. */
export function planInit(folder: string, version: string): readonly Change[] {
  const before = readIfThere(join(folder, "package.json"))?.toString("utf8");
  const manifest = extendManifest(before, folder, version);
  const changesManifest = before === undefined || manifest.added.length > 0;
  const vitest = VITEST_CONFIGS.find((file) => existsSync(join(folder, file)));
  const whenMissing = (file: Template, what: string): Change =>
    existsSync(join(folder, file)) ? { file, text: undefined, what: "is there already" } : { file, text: template(file), what };
  return [
    {
      file: "package.json",
      text: changesManifest ? manifest.text : undefined,
      what: changesManifest ? `${before === undefined ? "new" : "gains"}: ${manifest.added.join(", ")}` : "has all that is needed",
    },
    whenMissing("tsconfig.json", "new: strict, checks only"),
    whenMissing("pipeline.ts", "new: an example to change"),
    whenMissing("pipeline.test.ts", "new: its test"),
    vitest === undefined
      ? // Where .ts files are CommonJS, the configuration says by its name that it is not.
        {
          file: manifest.isModule ? "vitest.config.ts" : "vitest.config.mts",
          text: template("vitest.config.ts"),
          what: "new: lets tests load decorated components",
        }
      : {
          file: vitest,
          text: undefined,
          what: `is there already${hasPlugin(join(folder, vitest)) ? "" : `; for decorated components add: plugins: [dagwright()] from "${PLUGIN}"`}`,
        },
    ignoreHome(folder),
  ];
}

function ignoreHome(folder: string): Change {
  const file = ".gitignore";
  const before = readIfThere(join(folder, file))?.toString("utf8");
  const line = `${HOME_FOLDER}/`;
  if (before === undefined) return { file, text: `node_modules/\n${line}\n`, what: "new" };
  const has = before.split(/\r?\n/u).some((entry) => entry.trim().replace(/^\//u, "").replace(/\/$/u, "") === HOME_FOLDER);
  if (has) return { file, text: undefined, what: `has ${line} already` };
  return { file, text: `${before}${before === "" || before.endsWith("\n") ? "" : "\n"}${line}\n`, what: `gains: ${line}` };
}
