/** Where the last accepted summary lives: a file, or an address that takes GET and PUT, as object stores and presigned links do. */
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Summary } from "./scores.ts";

/** Undefined before the first accepted run. */
export async function lastSummary(address: string): Promise<Summary | undefined> {
  const text = address.startsWith("file:") ? await readIfThere(fileURLToPath(address)) : await fetchIfThere(address);
  return text === undefined ? undefined : (JSON.parse(text) as Summary);
}

export async function storeSummary(address: string, summary: Summary): Promise<void> {
  const text = JSON.stringify(summary);
  if (address.startsWith("file:")) return writeFile(fileURLToPath(address), text);
  const response = await fetch(address, { method: "PUT", body: text, headers: { "content-type": "application/json" } });
  if (!response.ok) throw new Error(`${address} answered ${response.status} to a PUT`);
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

async function fetchIfThere(address: string): Promise<string | undefined> {
  const response = await fetch(address);
  if (response.status === 404) return undefined;
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  return response.text();
}
