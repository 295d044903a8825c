import { pipeline } from "dagwright";
import { notify, scan } from "../steps.ts";

export default pipeline("main", async ({ name }: { name: string }) => {
  await notify({ text: "{{$.inputs.parameters['zzz']}} and {{workflow.name}}" });
  await notify({ text: `{{workflow.name}} of ${name}` });
  await scan({ text: "{{=1 + 1}} and $(HOME)" });
});
