/**
 * A text of which parts are kept: the rest turns into white space, so that what is kept stays on its line and in its column. The effort is
 * that of the kept parts, whatever the length of the text: a file of a thousand components is cut a thousand times.
 */
export class TextMask {
  readonly #source: string;
  readonly #lineStarts: readonly number[];
  /** Apart and in order. */
  readonly #kept: Part[] = [];
  readonly #inserted = new Map<number, string>();

  constructor(file: { readonly text: string }) {
    this.#source = file.text;
    this.#lineStarts = lineStartsOf(file);
  }

  keep(start: number, end: number): void {
    this.#put(start, end, this.#source.slice(start, end));
  }

  blank(start: number, end: number): void {
    this.#put(start, end, undefined);
  }

  /** In place of a range, line breaks kept; a text that is longer shifts the rest of its line. */
  replace(start: number, end: number, text: string): void {
    this.blank(start, end);
    const newLine = this.#source.indexOf("\n", start);
    const room = Math.min(end, newLine < 0 ? end : newLine, start + text.length);
    this.#put(start, room, text.slice(0, room - start));
    if (room - start < text.length) this.insert(room, text.slice(room - start));
  }

  insert(at: number, text: string): void {
    this.#inserted.set(at, (this.#inserted.get(at) ?? "") + text);
  }

  toString(): string {
    const texts: string[] = [];
    const insertions = [...this.#inserted].toSorted(([a], [b]) => a - b);
    let at = 0;
    const goTo = (end: number, part: Part | undefined): void => {
      for (let next = insertions[0]; next !== undefined && next[0] <= end; next = insertions[0]) {
        // What stands behind a place goes in front of what begins there, and behind what ends there.
        if (part !== undefined && next[0] === end) break;
        texts.push(this.#textOf(at, next[0], part), next[1]);
        [at] = next;
        insertions.shift();
      }
      texts.push(this.#textOf(at, end, part));
      at = end;
    };
    for (const part of this.#kept) {
      goTo(part.start, undefined);
      goTo(part.end, part);
    }
    goTo(this.#source.length, undefined);
    return texts.join("");
  }

  #textOf(start: number, end: number, part: Part | undefined): string {
    if (part !== undefined) return part.text.slice(start - part.start, end - part.start);
    const lines = this.#lineOf(end) - this.#lineOf(start);
    const column = lines === 0 ? end - start : end - (this.#lineStarts[this.#lineOf(end)] ?? end);
    return "\n".repeat(lines) + " ".repeat(column);
  }

  #lineOf(position: number): number {
    return lowest(this.#lineStarts.length, (line) => (this.#lineStarts[line] ?? 0) > position) - 1;
  }

  /** Puts a text, or blanks, where others may have been. */
  #put(start: number, end: number, text: string | undefined): void {
    if (start >= end) return;
    const from = lowest(this.#kept.length, (index) => (this.#kept[index]?.end ?? end) > start);
    const to = lowest(this.#kept.length, (index) => (this.#kept[index]?.start ?? end) >= end);
    const covered = this.#kept.slice(from, to);
    const before = covered.flatMap((part) => (part.start < start ? [cut(part, part.start, start)] : []));
    const after = covered.flatMap((part) => (part.end > end ? [cut(part, end, part.end)] : []));
    this.#kept.splice(from, to - from, ...before, ...(text === undefined ? [] : [{ start, end, text }]), ...after);
  }
}

interface Part {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const cut = ({ start, text }: Part, from: number, to: number): Part => ({
  start: from,
  end: to,
  text: text.slice(from - start, to - start),
});

/** The first of `count` indexes for which a claim holds that goes on holding, else `count`. */
function lowest(count: number, holds: (index: number) => boolean): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

const known = new WeakMap<object, readonly number[]>();

function lineStartsOf(file: { readonly text: string }): readonly number[] {
  const before = known.get(file);
  if (before !== undefined) return before;
  const starts = [0];
  for (let at = file.text.indexOf("\n"); at >= 0; at = file.text.indexOf("\n", at + 1)) starts.push(at + 1);
  known.set(file, starts);
  return starts;
}
