/** The forms that a check can take on stdout. All of them are about the same diagnostics; only `text` is for people. */
import type { Checked } from "./checked.ts";
import type { ExplainedPipeline } from "./explained.ts";
import type { Format } from "./format-names.ts";
import { asGithub } from "./github.ts";
import { asJson } from "./json.ts";
import { asSarif } from "./sarif.ts";
import { asText } from "./text.ts";

/** What goes to stdout, whole, with its last newline. Nothing at all is a valid answer of `text` and `github` alone. */
export function formatted(format: Format, checked: Checked, explained: readonly ExplainedPipeline[] = []): string {
  switch (format) {
    case "text":
      return asText(checked, explained);
    case "json":
      return asJson(checked, explained);
    case "github":
      return asGithub(checked, process.env);
    case "sarif":
      return asSarif(checked, process.env);
  }
}
