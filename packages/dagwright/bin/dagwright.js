#!/usr/bin/env node
// `npx dagwright`: the command itself is @dagwright/cli, so that what a step imports stays small. Found from the folder where it was typed.
import { readFileSync } from "node:fs";
import { findPackageJSON } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const CLI = "@dagwright/cli";

const manifest = cliManifest(join(process.cwd(), "package.json")) ?? cliManifest(import.meta.filename);
if (manifest === undefined) {
  process.stderr.write(`The dagwright command is a package of its own. Add it:\n\n  npm install --save-dev ${CLI}\n\n`);
  process.exitCode = 2;
} else {
  const { bin } = JSON.parse(readFileSync(manifest, "utf8"));
  await import(new URL(bin.dagwright, pathToFileURL(manifest)).href);
}

/** The package.json of the command that an import in `file` would get. */
function cliManifest(file) {
  try {
    return findPackageJSON(CLI, pathToFileURL(file));
  } catch {
    return undefined;
  }
}
