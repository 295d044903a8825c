/** A label in Mermaid's quotes. Whatever Mermaid or a browser would read as markup stands as an entity. */
export function quoted(text: string): string {
  const safe = text.replaceAll(/[#"<>&`\\;]/gu, (character) => `#${character.codePointAt(0)};`).replaceAll(/\s+/gu, " ");
  return `"${safe}"`;
}
