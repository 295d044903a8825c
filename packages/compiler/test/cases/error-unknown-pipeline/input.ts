import { pipeline } from "dagwright";
import { notify } from "../steps.ts";

export const churn = pipeline("churn", async ({ text }: { text: string }) => notify({ text }));
export const weekly = pipeline("weekly", async ({ text }: { text: string }) => notify({ text }));
