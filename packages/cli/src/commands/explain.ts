import { nearest } from "@dagwright/ir";
import { NAME } from "@dagwright/protocol";
import type { ExitCode } from "../exit-code.ts";
import { knownCodes, readPage } from "../explain/pages.ts";
import { formatTable } from "../format-table.ts";
import { writeOut } from "../stdio.ts";
import { UsageError } from "../usage-error.ts";

/** Prints the page of a code, or all codes with what they are about. */
export function explain(typed: string | undefined): ExitCode {
  const codes = knownCodes();
  if (typed === undefined) {
    writeOut(formatTable([["CODE", "ABOUT"], ...codes.map((code) => [code, readPage(code)?.title ?? ""])]));
    return 0;
  }
  const code = typed.toUpperCase().replace(/^(?=\d+$)/u, "DW");
  const page = readPage(code);
  if (page === undefined) {
    const help = /^TS\d+$/u.test(code)
      ? `that is an error of TypeScript's own: ${NAME} explain DW0002 tells more`
      : `${NAME} explain lists all codes`;
    throw new UsageError(`there is no diagnostic ${typed}${nearest(code, codes).text}`, help);
  }
  writeOut(page.markdown);
  return 0;
}
