import { formatDuration } from "../format-duration.ts";
import type { RunView } from "./run-view.ts";

const CLEAR = "\r\u001B[K";
const REDRAW_MS = 200;

/** On a terminal: lines scroll by, and the last one says what is running. */
export class LiveLine {
  readonly #stream: NodeJS.WriteStream;
  readonly #view: RunView;
  readonly #since = performance.now();
  readonly #timer: NodeJS.Timeout;
  #quiet = false;

  constructor(stream: NodeJS.WriteStream, view: RunView) {
    this.#stream = stream;
    this.#view = view;
    this.#timer = setInterval(() => this.#draw(), REDRAW_MS);
    this.#timer.unref();
  }

  line(text: string): void {
    this.#stream.write(`${CLEAR}${text}\n`);
    this.#draw();
  }

  /** While someone is asked, the line stays away. */
  async pausedFor<T>(work: () => Promise<T>): Promise<T> {
    this.#quiet = true;
    this.#stream.write(CLEAR);
    try {
      return await work();
    } finally {
      this.#quiet = false;
    }
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#stream.write(CLEAR);
    this.#quiet = true;
  }

  #draw(): void {
    if (this.#quiet) return;
    const steps = [...this.#view.steps.values()];
    const running = steps.filter(({ status }) => status === "running").map(({ step }) => step);
    const done = steps.length - running.length;
    const text = `${formatDuration(performance.now() - this.#since)} · ${done} done · running: ${running.length === 0 ? "nothing" : running.join(", ")}`;
    const width = Math.max(20, (this.#stream.columns || 80) - 1);
    this.#stream.write(`${CLEAR}${text.length <= width ? text : `${text.slice(0, width - 1)}…`}`);
  }
}
