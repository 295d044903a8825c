// `npm run build`: every package by TypeScript, then the wrapper that runs inside a step.
import { bundleWrapper } from "./bundle-wrapper.ts";
import { runTool } from "./run-tool.ts";

if (runTool("tsc", ["-b", "tsconfig.build.json"])) await bundleWrapper();
else process.exitCode = 1;
