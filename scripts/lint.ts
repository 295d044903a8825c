// `npm run lint`: the linter with types, then the formatter's check. Both always run, so one pass shows everything.
import { runTool } from "./run-tool.ts";

const checks: readonly (readonly [command: string, args: readonly string[]])[] = [
  ["oxlint", ["--type-aware", "--deny-warnings", "--report-unused-disable-directives"]],
  ["oxfmt", ["--check"]],
];

const failed = checks.filter(([command, args]) => {
  process.stderr.write(`── ${command} ${args.join(" ")}\n`);
  return !runTool(command, args);
});

if (failed.length > 0) {
  process.stderr.write(`\nlint failed: ${failed.map(([command]) => command).join(", ")}. \`npm run format\` mends what oxfmt names.\n`);
  process.exitCode = 1;
}
