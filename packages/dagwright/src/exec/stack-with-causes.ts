import { thrownMessage } from "../thrown-message.ts";

/** Causes that are followed: a chain may be a ring. */
const MOST_CAUSES = 5;

/** The stack of an error and, after "Caused by: ", those of its causes: "fetch failed" alone says nothing. */
export function stackWithCauses(error: Error): string {
  const parts = [ownCode(error)];
  let { cause } = error;
  for (let count = 0; cause !== undefined && count < MOST_CAUSES; count += 1) {
    parts.push(`Caused by: ${cause instanceof Error ? ownCode(cause) : thrownMessage(cause)}`);
    cause = cause instanceof Error ? cause.cause : undefined;
  }
  return parts.join("\n");
}

/** The stack without frames of this wrapper, which say nothing about the user's code. */
function ownCode(error: Error): string {
  const lines = (error.stack ?? error.message).split("\n");
  return lines.filter((line) => !(line.trimStart().startsWith("at ") && line.includes(import.meta.url))).join("\n");
}
