import { canonicalJson, sha256, type Digest, type Json } from "@dagwright/protocol";
import type { Document } from "./model.ts";

/** The one text of a document (RFC 8785): no white space, keys in code-unit order. Throws a `TypeError` on lone surrogates. */
export const canonicalText = (document: Document): string => canonicalJson(documentJson(document));

/** The identity of a document: SHA-256 of its canonical text. */
export const digestOf = (document: Document): Digest => sha256(canonicalText(document));

/** The document as indented JSON in canonical key order, one final newline: what is written to `<name>.pipeline.json`. */
export const formatDocument = (document: Document): string => `${JSON.stringify(JSON.parse(canonicalText(document)), null, 2)}\n`;

// A document is JSON already; the round trip drops `undefined` members and gives it the type.
function documentJson(document: Document): Json {
  const json: Json = JSON.parse(JSON.stringify(document));
  return json;
}
