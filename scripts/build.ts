// `npm run build`: every package by TypeScript, then the bundles (the wrapper that runs inside a step, the installed command) and the pages that the command brings along.
import { bundleCommand } from "./bundle-command.ts";
import { bundleWrapper } from "./bundle-wrapper.ts";
import { copyPages } from "./copy-pages.ts";
import { runTool } from "./run-tool.ts";

if (runTool("tsc", ["-b", "tsconfig.build.json"])) {
  await bundleWrapper();
  await bundleCommand();
  copyPages();
} else process.exitCode = 1;
