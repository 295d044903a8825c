// `npm run demo`: builds, then trains the forests of examples/iris on this machine. The table is the run's own.
import { join } from "node:path";
import { root, runTool, seconds } from "./run-tool.ts";

const example = "examples/iris/pipeline.ts";
const command = join(root, "packages/cli/bin/dagwright.mjs");
// The example's own project would be its home; here what is typed next is typed at the root.
const home = join(root, ".dagwright");

const started = performance.now();
if (!runTool(process.execPath, [join(root, "scripts/build.ts")])) {
  process.stderr.write("The build failed.\n");
  process.exitCode = 1;
} else {
  process.stderr.write(`Built in ${seconds(started)}. Now: dagwright run ${example}\n\n`);
  // As if typed by `npm run dagwright`, so that the run says what to type next in those words.
  if (runTool(process.execPath, [command, "run", example], { DAGWRIGHT_HOME: home, npm_lifecycle_event: "dagwright" })) {
    process.stdout.write(`\nThen change ${example} and run the demo again.\n`);
  } else {
    process.exitCode = 1;
  }
}
