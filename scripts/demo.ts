// `npm run demo`: builds, then trains the forests of examples/iris on this machine. The table is the run's own.
import { join } from "node:path";
import { root, runTool, seconds } from "./run-tool.ts";

const example = "examples/iris/pipeline.ts";
const command = join(root, "packages/cli/bin/dagwright.mjs");

const started = performance.now();
if (!runTool("tsc", ["-b", "tsconfig.build.json"])) {
  process.stderr.write("The build failed.\n");
  process.exitCode = 1;
} else {
  process.stderr.write(`Built in ${seconds(started)}. Now: dagwright run ${example}\n\n`);
  if (runTool(process.execPath, [command, "run", example])) {
    process.stdout.write(`
What to type next:
  npm run -s dagwright -- runs                              this run and the ones before it
  npm run -s dagwright -- graph ${example}    the pipeline, drawn (Mermaid)
  npm run -s dagwright -- compile ${example} --target argo -o -
                                                            the same pipeline for Argo Workflows
Then change ${example} and run the demo again.
`);
  } else {
    process.exitCode = 1;
  }
}
