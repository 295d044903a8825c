import { relative } from "node:path";
import { fileURLToPath } from "node:url";

const MOST_FRAMES = 8;

/** The frames of a stack that are the user's, with files as they are typed from here, and the first lines of causes. */
export function formatStack(stack: string | undefined): readonly string[] {
  const frames = (stack ?? "").split("\n").filter((line) => (/^\s*at /u.test(line) && !isOurs(line)) || line.startsWith("Caused by: "));
  return frames.slice(0, MOST_FRAMES).map((line) => line.trim().replace(/file:\/\/[^\s()]+?(?=:\d+:\d+\)?$)/u, fromHere));
}

/** The wrapper's own, and Node's. */
const isOurs = (line: string): boolean => /[\\/]wrappers[\\/][0-9a-f]{64}\.mjs|\(?node:/u.test(line);

function fromHere(url: string): string {
  try {
    return relative(process.cwd(), fileURLToPath(url));
  } catch {
    // Not every URL is a path here.
    return url;
  }
}
