import { pipeline } from "dagwright";
import { report, score } from "../steps.ts";
import * as settings from "./config.ts";
import defaults, { config, double, Mode, tag } from "./config.ts";

const TABLE = { a: 1, b: 2 };
const NAMES = Object.keys(TABLE);
const STEPS = Array.from({ length: 3 }, (_, index) => index * 10);

export default pipeline("main", async ({ extra }: { extra: string[] }) => {
  await score({ x: config.seeds[0] * 2 + config.nested.rate, label: tag("base") });
  await score({ x: double(settings.config.seeds.length), label: Mode.Deep });
  await report({
    lines: [...NAMES, ...config.seeds.map((seed) => `seed-${seed}`), `${Math.max(...config.seeds)}`, "x".padStart(3, "-"), ...STEPS.map(String)],
    total: defaults.retries > 1 ? TABLE.b ** 3 : 0,
  });
  await report({ lines: [...extra, (await score({ x: 1 })).verdict] });
});
