/** Text with templates, quotes and line ends reaches the next step unchanged. */
import { pipeline } from "dagwright";
import { say } from "../steps.ts";

export default pipeline("template-and-text", async ({ who = "wörld {{workflow.name}} $(HOME)" }: { who?: string }) => {
  const first = await say({ text: `hello "${who}"\n${1 + 1}` });
  const second = await say({ text: `${first.text} has ${first.length}` });
  return { text: second.text, same: second.text === first.text, long: second.length >= 3 && !(first.length === 0) };
});
