/** The timeout of a step that is a function of this process, as an interpreter runs it: what takes too long is left alone. */
import { StepError } from "@dagwright/protocol";

export async function inTime(seconds: number | undefined, run: () => unknown): Promise<unknown> {
  if (seconds === undefined) return run();
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    const message = `took longer than ${seconds} s`;
    // The interpreter names the step and counts the attempt.
    timer = setTimeout(() => reject(new StepError({ step: "", attempt: 1, kind: "timeout", message })), seconds * 1000);
  });
  try {
    return await Promise.race([over, Promise.resolve(run())]);
  } finally {
    clearTimeout(timer);
  }
}
