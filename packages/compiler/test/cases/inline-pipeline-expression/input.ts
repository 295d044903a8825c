import { pipeline } from "dagwright";
import { score } from "../steps.ts";

export default pipeline("main", async ({ x }: { x: number }) => score({ x }));
