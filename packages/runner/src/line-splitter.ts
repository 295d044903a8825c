/** Longest piece of a line that is passed on at once, in UTF-16 units; a longer line comes in pieces. */
export const LONGEST_PIECE = 16_384;

export interface LineSplitter {
  push(chunk: Uint8Array): void;
  /** Passes on what stands after the last newline. */
  end(): void;
}

/** Cuts a byte stream into lines of text. Bytes that are no UTF-8 become U+FFFD, and memory stays bounded whatever comes. */
export function createLineSplitter(emit: (text: string) => void): LineSplitter {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  let rest = "";

  const take = (text: string): void => {
    const lines = text.split("\n");
    const last = lines.length - 1;
    for (const [index, line] of lines.entries()) {
      rest += line;
      while (rest.length > LONGEST_PIECE) {
        // Never between the halves of a surrogate pair.
        const cut = /[\uD800-\uDBFF]/.test(rest.charAt(LONGEST_PIECE - 1)) ? LONGEST_PIECE - 1 : LONGEST_PIECE;
        emit(rest.slice(0, cut));
        rest = rest.slice(cut);
      }
      if (index < last) {
        emit(rest.endsWith("\r") ? rest.slice(0, -1) : rest);
        rest = "";
      }
    }
  };

  return {
    push: (chunk) => take(decoder.decode(chunk, { stream: true })),
    end() {
      take(decoder.decode());
      if (rest !== "") emit(rest);
      rest = "";
    },
  };
}
