import type { ArtifactHandle } from "@dagwright/protocol";
import type { Mount } from "./request.ts";

/** Where a handle's bytes are, by the mount with the longest key that it is or lies below. */
export function pathOfHandle(handle: ArtifactHandle, mounts: readonly Mount[]): string | undefined {
  const holders = mounts.filter(({ key }) => handle.key === key || handle.key.startsWith(`${key}/`));
  const [nearest] = holders.toSorted((a, b) => b.key.length - a.key.length);
  return nearest === undefined ? undefined : `${nearest.path}${handle.key.slice(nearest.key.length)}`;
}
