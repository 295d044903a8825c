import { sha256 } from "@dagwright/protocol";

const LONGEST = 80;

/** A step's id as one folder name: readable, and different for different ids whatever is in them. */
export function folderName(stepId: string): string {
  const safe = stepId.replaceAll(/[^A-Za-z0-9._-]/gu, "_").replace(/^\./u, "_");
  return safe === stepId && safe.length <= LONGEST ? safe : `${safe.slice(0, LONGEST)}~${sha256(stepId).slice(0, 12)}`;
}
