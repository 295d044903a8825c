import { component } from "dagwright";
export default class Notifier {
  static readonly prefix = "[n] ";
  /** Says it. */
  @component({ retries: 1 })
  static async send(input: { text: string; level?: "info" | "warn" }): Promise<{ sent: boolean }> {
    console.log(`CALL ${JSON.stringify({ name: "send", args: input })}`);
    return { sent: (Notifier.prefix + input.text).length > 0 };
  }
}
