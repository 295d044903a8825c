// Texts that other systems read as templates, as code or as values of another type. Here a text stays what it is.
import { component, pipeline } from "dagwright";

const TEXTS = [
  "it's",
  'a "quoted" word',
  "a backslash \\",
  "{{$.inputs.parameters['zzz']}}",
  "{{workflow.name}}",
  "{{=1 + 1}} $(HOME) $$",
  "5",
  "true",
  "null",
  "1e3",
  "'''+__import__('os').getcwd()+'''",
];

export const keep = component({}, async (input: { text: string }): Promise<{ text: string; type: string }> => ({
  text: input.text,
  type: typeof input.text,
}));

export const page = component({}, async (): Promise<string> => `{{ header }} {{=sprig.env("HOME")}} {{inputs.parameters.text}}`);

export default pipeline("texts", async ({ name = "it's" }: { name?: string }) => {
  const kept = await Promise.all(TEXTS.map((text) => keep({ text })));
  const found = await keep({ text: `${name} {{workflow.serviceAccountName}}` });
  let branch = "no";
  if (found.text === "it's {{workflow.serviceAccountName}}") branch = "yes";
  return { kept, found, branch, page: await page() };
});
