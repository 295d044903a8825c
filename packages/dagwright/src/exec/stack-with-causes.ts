import { thrownMessage } from "../thrown-message.ts";

/** Causes that are followed: a chain may be a ring. */
const MOST_CAUSES = 5;

/** The stack of an error and, after "Caused by: ", those of its causes: "fetch failed" alone says nothing. */
export function stackWithCauses(error: Error): string {
  const parts = [error.stack ?? error.message];
  let { cause } = error;
  for (let count = 0; cause !== undefined && count < MOST_CAUSES; count += 1) {
    parts.push(`Caused by: ${cause instanceof Error ? (cause.stack ?? cause.message) : thrownMessage(cause)}`);
    cause = cause instanceof Error ? cause.cause : undefined;
  }
  return parts.join("\n");
}
