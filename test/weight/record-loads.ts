/** `node --import record-loads.ts …`: writes the URL of every module that is loaded to the file `RECORD_LOADS`, one a line. */
import { appendFileSync } from "node:fs";
import { registerHooks } from "node:module";

const file = process.env["RECORD_LOADS"] ?? "";
registerHooks({
  load(url, context, nextLoad) {
    appendFileSync(file, `${url}\n`);
    return nextLoad(url, context);
  },
});
