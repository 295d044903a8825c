import numbers from "./steps.ts";

for (const n of [8, 7, 200]) console.log(await numbers({ n }));
