/** Edits (insert, delete, replace) that lead from one text to the other. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (const [index, char] of [...a].entries()) {
    const next = [index + 1];
    for (let column = 1; column <= b.length; column++) {
      const replaced = (row[column - 1] ?? 0) + (b[column - 1] === char ? 0 : 1);
      next.push(Math.min((next[column - 1] ?? 0) + 1, (row[column] ?? 0) + 1, replaced));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** The ids nearest to what was typed, compared with as much of each as was typed. */
export function didYouMean(typed: string, newestFirst: readonly string[], limit = 3): readonly string[] {
  const lower = typed.slice(0, 64).toLowerCase();
  return newestFirst
    .map((id) => ({ id, edits: distance(lower, id.slice(0, Math.max(lower.length, 1)).toLowerCase()) }))
    .filter(({ edits }) => edits <= Math.max(1, Math.floor(lower.length / 3)))
    .toSorted((a, b) => a.edits - b.edits)
    .map(({ id }) => id)
    .slice(0, limit);
}
