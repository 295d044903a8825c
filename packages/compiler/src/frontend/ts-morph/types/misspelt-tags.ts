/** Tags of doc comments that are nearly the name of a limit: TypeScript takes any tag, and nobody would miss the limit. */
import { didYouMean, editDistance } from "@dagwright/ir";
import type { MisspeltTag } from "../../frontend.ts";
import type { Context } from "../context.ts";
import type { DocTag } from "./tags.ts";

/** Slips of the finger; what is further away is a tag of somebody else's. */
const NEAREST = 2;

/** Of JSDoc and TSDoc, and of what reads them. */
const KNOWN_ELSEWHERE = new Set(
  `abstract access alias alpha arg argument async augments author beta borrows callback category class classdesc constant constructor
  constructs copyright decorator default defaultValue deprecated description desc enum event eventProperty example examples experimental
  export exports extends external file fileoverview fires func function generator global group hideconstructor host ignore implements import
  inherit inheritDoc inner instance interface internal kind label lends license link linkcode linkplain listens member memberof method mixes
  mixin module name namespace nocheck override overload overview package packageDocumentation param privateRemarks private prop property
  protected public readonly remarks requires return returns satisfies sealed see since static summary template this throws title todo tutorial
  type typedef typeParam typeparam uses var variation version virtual yield yields`
    .split(/\s+/u)
    .map((name) => name.toLowerCase()),
);

/** The limit that the tag may have meant. */
export function meantBy(name: string, limits: Iterable<string>): string | undefined {
  if (KNOWN_ELSEWHERE.has(name.toLowerCase())) return undefined;
  const [near] = didYouMean(name, limits);
  return near !== undefined && editDistance(name.toLowerCase(), near.toLowerCase(), NEAREST) <= NEAREST ? near : undefined;
}

/** Notes a tag that is none, in the user's own files. */
export function noteTag(context: Context, { name, file, start, end }: DocTag, limits: Iterable<string>): void {
  if (!context.isProjectFile(file)) return;
  const meant = meantBy(name, limits);
  if (meant === undefined) return;
  const tag: MisspeltTag = { name, meant, span: context.spanAt(file, start, end) };
  context.misspeltTags.set(`${context.fileName(file)} ${start}`, tag);
}
