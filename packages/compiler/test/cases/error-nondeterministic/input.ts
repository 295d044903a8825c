import { pipeline } from "dagwright";
import { notify, score } from "../steps.ts";

const REGION = process.env["REGION"] ?? "eu";

export default pipeline("main", async ({ xs }: { xs: number[] }) => {
  const jitter = Math.random();
  await score({ x: Date.now() });
  await notify({ text: new Date().toISOString() });
  await notify({ text: crypto.randomUUID() });
  await notify({ text: `${process.env["HOME"]} ${process.env.USER}` });
  await notify({ text: REGION });
  await notify({ text: `${xs.map((x) => x * Math.random()).length} ${jitter}` });
});
