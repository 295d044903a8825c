/** READ THIS FIRST: the command. What it answers goes to stdout, what it says while it works to stderr. */
import { exitCodeOf } from "./exit-code.ts";
import { createProgram } from "./program.ts";
import { reportFailure } from "./report-failure.ts";
import { survivesClosedPipes } from "./stdio.ts";

survivesClosedPipes();
const program = createProgram((code) => {
  process.exitCode = code;
});
try {
  await program.parseAsync();
} catch (error) {
  // Never process.exit: what was written must reach its reader first.
  process.exitCode = exitCodeOf(error);
  reportFailure(error);
}
