/** A text of which parts are kept: the rest turns into spaces, so that what is kept stays on its line and in its column. */
export class TextMask {
  readonly #source: string;
  readonly #units: string[];
  readonly #inserted = new Map<number, string>();

  constructor(source: string) {
    this.#source = source;
    this.#units = Array.from({ length: source.length }, (_, index) => blankOf(source.charAt(index)));
  }

  keep(start: number, end: number): void {
    for (let index = start; index < end; index += 1) this.#units[index] = this.#source.charAt(index);
  }

  blank(start: number, end: number): void {
    for (let index = start; index < end; index += 1) this.#units[index] = blankOf(this.#source.charAt(index));
  }

  /** In place of a range, line breaks kept; a text that is longer shifts the rest of its line. */
  replace(start: number, end: number, text: string): void {
    this.blank(start, end);
    for (let index = 0; index < text.length; index += 1) {
      if (start + index < end && this.#units[start + index] === " ") this.#units[start + index] = text.charAt(index);
      else {
        this.insert(Math.min(start + index, end), text.slice(index));
        return;
      }
    }
  }

  insert(at: number, text: string): void {
    this.#inserted.set(at, (this.#inserted.get(at) ?? "") + text);
  }

  toString(): string {
    const parts: string[] = [];
    for (let index = 0; index <= this.#units.length; index += 1) parts.push(this.#inserted.get(index) ?? "", this.#units[index] ?? "");
    return parts.join("");
  }
}

const blankOf = (character: string): string => (character === "\n" ? "\n" : " ");
