/** The two streams of the command. A reader that has gone (`| head`) is no reason to fail, or to stop a run. */
const closed = new Set<NodeJS.WriteStream>();

export function survivesClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
      closed.add(stream);
    });
  }
}

/** Data: what the user asked for. */
export const writeOut = (text: string): void => write(process.stdout, text);

/** Progress and complaints. */
export const writeErr = (text: string): void => write(process.stderr, text);

export const writeLine = (line: string): void => writeOut(`${line}\n`);
export const noteLine = (line: string): void => writeErr(`${line}\n`);
/** One line of NDJSON. */
export const writeJson = (value: unknown): void => writeOut(`${JSON.stringify(value)}\n`);

function write(stream: NodeJS.WriteStream, text: string): void {
  if (text !== "" && !closed.has(stream)) stream.write(text);
}
