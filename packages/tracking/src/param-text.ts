import type { Json } from "./model.ts";

/** A param for places that know texts only: a text is itself, all else its JSON. */
export const paramText = (value: Json): string => (typeof value === "string" ? value : JSON.stringify(value));
