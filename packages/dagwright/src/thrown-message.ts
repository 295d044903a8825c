/** The text of a failure, for whatever was thrown. */
export function thrownMessage(thrown: unknown): string {
  try {
    if (thrown instanceof Error) return thrown.message;
    // An error of another realm, or something like one.
    if (typeof thrown === "object" && thrown !== null && "message" in thrown && typeof thrown.message === "string") return thrown.message;
    const text = String(thrown);
    // A plain object has no text of its own, and what is in it is all there is to go by.
    return text === "[object Object]" ? JSON.stringify(thrown) : text;
  } catch {
    return "something that has no text was thrown";
  }
}
