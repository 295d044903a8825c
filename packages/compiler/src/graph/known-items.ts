import { asKnown, known, type Val } from "./values.ts";

/** Copies of a body that a graph should hold at most. */
export const MOST_COPIES = 1000;

/** The items of a list whose length is known while compiling. */
export function knownItems(val: Val): readonly Val[] | undefined {
  if (val.kind === "list") return [...val.items];
  const constant = asKnown(val)?.value;
  if (Array.isArray(constant)) return constant.map((value) => known(value));
  return typeof constant === "string" ? [...constant].map((value) => known(value)) : undefined;
}
