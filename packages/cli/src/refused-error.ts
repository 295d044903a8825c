/** The work was understood but cannot be done: printed without a stack, exit code 1. */
export class RefusedError extends Error {
  override readonly name = "RefusedError";
  /** One thing to do. */
  readonly help: string | undefined;
  constructor(message: string, help?: string) {
    super(message);
    this.help = help;
  }
}
