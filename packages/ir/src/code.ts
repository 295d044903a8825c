/** What the user wrote, inside a message: on one line, shortened, in backticks. */
export const code = (text: string): string => {
  const line = text.replace(/\s+/gu, " ").trim();
  // A template literal brings its own.
  if (/^`[^`]{0,78}`$/u.test(line)) return line;
  return `\`${line.length > 80 ? `${line.slice(0, 77)}…` : line}\``;
};
