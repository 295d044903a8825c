import { pipeline } from "dagwright";
import { numbers, score } from "../steps.ts";

const SEEDS = Array.from({ length: 100 }, (_, index) => index);
const FOLDS = [1, 2];

export default pipeline("main", { order: "dataflow" }, async () => {
  await Promise.all(SEEDS.flatMap((seed) => FOLDS.map((fold) => seed * fold)).map((x) => score({ x })));
  await Promise.all((await numbers({ upTo: 1000 })).map((x) => score({ x })));
});
