import { rendered } from "../project/show-diagnostics.ts";
import type { Checked } from "./checked.ts";
import { explainedText } from "./explain-text.ts";
import type { ExplainedPipeline } from "./explained.ts";

/** For people: every diagnostic with the code it is about, then what became of that code, if that was asked for. */
export function asText({ projects }: Checked, explained: readonly ExplainedPipeline[] = []): string {
  const texts = projects.map((project) => rendered(project, project.diagnostics, ["error", "warning", "hint"]));
  return [...texts, ...explained.map((one) => explainedText(one))].filter((text) => text !== "").join("\n");
}
