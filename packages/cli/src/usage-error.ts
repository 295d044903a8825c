/** The command was typed wrong: printed without a stack, exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  /** One thing to do. */
  readonly help: string | undefined;
  constructor(message: string, help?: string) {
    super(message);
    this.help = help;
  }
}
