import { createHash } from "node:crypto";

/** SHA-256 as 64 lower-case hex digits. */
export type Digest = string;

export const sha256 = (content: string | Uint8Array): Digest => createHash("sha256").update(content).digest("hex");
