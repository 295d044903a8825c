import { Document } from "yaml";
import type { Workflow } from "./manifest.ts";

/** YAML in the order given; every string that YAML 1.1 could read as something else is quoted, because Kubernetes reads 1.1. */
export function yamlOf(workflow: Workflow): string {
  const document = new Document(JSON.parse(JSON.stringify(workflow)), { version: "1.1", aliasDuplicateObjects: false });
  return document.toString({ lineWidth: 0, blockQuote: "literal", directives: false });
}
