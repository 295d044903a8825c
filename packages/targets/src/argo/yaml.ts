import { Document, isScalar, visit } from "yaml";
import type { Workflow } from "./manifest.ts";

/** Line ends by YAML 1.1, and what it calls unprintable. */
const UNSAFE = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/gu;

/** Numbers by Kubernetes' own reader, besides those of YAML 1.1. */
const NUMBER = /^[-+]?0[box][0-9a-f_]+$/iu;

/** Kubernetes' reader refuses a block whose first line that is not empty begins with a tab. */
const INDENTED = /^\s[^]*\n|^\n+\s/u;

/** YAML in the order given; every string that YAML 1.1 could read as something else is quoted, because Kubernetes reads 1.1. */
export function yamlOf(workflow: Workflow): string {
  const document = new Document(JSON.parse(JSON.stringify(workflow)), { version: "1.1", aliasDuplicateObjects: false });
  visit(document, {
    Scalar(_, node) {
      if (!isScalar(node) || typeof node.value !== "string") return;
      if (node.value.search(UNSAFE) !== -1 || NUMBER.test(node.value) || INDENTED.test(node.value)) node.type = "QUOTE_DOUBLE";
    },
  });
  const text = document.toString({ lineWidth: 0, blockQuote: "literal", directives: false });
  return text.replaceAll(UNSAFE, (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`);
}
