/** The IR's schema for other languages, made from the zod schemas. */
import { isJsonObject, type Json } from "@dagwright/protocol";
import { z } from "zod";
import { IR_VERSION } from "./model.ts";
import {
  componentSchema,
  configSchema,
  documentSchema,
  fieldSchema,
  jsonSchema,
  nodeSchema,
  pipelineSchema,
  regionSchema,
  spanSchema,
  tokenSchema,
  typeSchema,
  valueSchema,
} from "./schema.ts";

/** JSON Schema 2020-12 of a document, as indented text with a final newline. */
export function schemaText(): string {
  const registry = z.registry<{ id: string }>();
  const named = {
    Json: jsonSchema,
    Field: fieldSchema,
    Type: typeSchema,
    Span: spanSchema,
    Value: valueSchema,
    Region: regionSchema,
    Node: nodeSchema,
    Component: componentSchema,
    ContainerToken: tokenSchema,
    StepConfig: configSchema,
    Pipeline: pipelineSchema,
  };
  for (const [id, schema] of Object.entries(named)) registry.add(schema, { id });
  const made: Json = JSON.parse(JSON.stringify(z.toJSONSchema(documentSchema, { metadata: registry, target: "draft-2020-12" })));
  const schema = isJsonObject(made) ? made : {};
  return `${JSON.stringify({ $id: IR_VERSION, $comment: "Made from the zod schemas of this package; do not edit.", ...schema }, null, 2)}\n`;
}
