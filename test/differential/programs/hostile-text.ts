/** Text that Argo, Kubernetes, YAML or a shell could take for something else stays what it is, in constants, lists, conditions and items. */
import { pipeline } from "dagwright";
import { say } from "../steps.ts";

const HOSTILE = [
  "{{workflow.name}} {{=1 + 1}} {{",
  "}} $(HOME) ${X} $$ `id` \\",
  "quote \" and ' and \u2028 \u2029 \u0085 \ufeff",
  "- a: &x *x !!js # not a comment\n--- \n",
  " leading and trailing \r\n\t",
  "=not a program",
  "!not a failure",
  "-0",
  "null",
  "",
] as const;

export default pipeline("hostile-text", async ({ word = "{{inputs.parameters.word}}'\"" }: { word?: string }) => {
  const first = await say({ text: `${word}\n$(X)` });
  const said = await Promise.all(HOSTILE.map((text) => say({ text: `${text}${word}` })));
  const texts = said.map(({ text }) => text);
  const again = await Promise.all(texts.map(async (text) => (await say({ text: `again ${text}` })).text));
  if (first.text === `${word}\n$(X)`) await say({ text: `{${first.text}}` });
  return { first, texts, again };
});
