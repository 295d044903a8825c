/** Reads the records a step appends to its `events.ndjson`, while it still runs. */
import type { FileHandle } from "node:fs/promises";
import { isJsonObject, type Json, type StepEvent } from "@dagwright/protocol";
import { errorCode, type Platform } from "./platform.ts";

const POLL_MS = 250;
const CHUNK_BYTES = 65_536;
/** A record longer than this is passed over: a step that writes one is broken, and memory stays bounded. */
const LONGEST_RECORD_BYTES = 4 * 1024 * 1024;

export interface EventFollower {
  /** Passes on what is left, and ends. */
  finish(): Promise<void>;
}

export function followEvents(
  path: string,
  platform: Pick<Platform, "clock" | "fileSystem">,
  emit: (event: StepEvent) => void,
): EventFollower {
  let position = 0;
  let rest = Buffer.alloc(0);
  let stopped = false;
  let callOff: (() => void) | undefined;
  let reading: Promise<void> = Promise.resolve();

  const read = async (): Promise<void> => {
    let handle: FileHandle;
    try {
      handle = await platform.fileSystem.open(path, "r");
    } catch (error) {
      if (errorCode(error) === "ENOENT") return;
      throw error;
    }
    try {
      for (;;) {
        const { bytesRead, buffer } = await handle.read(Buffer.alloc(CHUNK_BYTES), 0, CHUNK_BYTES, position);
        if (bytesRead === 0) return;
        position += bytesRead;
        take(buffer.subarray(0, bytesRead));
      }
    } finally {
      await handle.close();
    }
  };

  const take = (chunk: Buffer): void => {
    rest = Buffer.concat([rest, chunk]);
    for (let end = rest.indexOf(0x0a); end >= 0; end = rest.indexOf(0x0a)) {
      const event = parseStepEvent(rest.subarray(0, end).toString("utf8"));
      rest = rest.subarray(end + 1);
      if (event !== undefined) emit(event);
    }
    if (rest.length > LONGEST_RECORD_BYTES) rest = Buffer.alloc(0);
  };

  const poll = (): void => {
    callOff = platform.clock.after(
      POLL_MS,
      () => {
        reading = read().then(
          () => (stopped ? undefined : poll()),
          () => undefined,
        );
      },
      { keepAlive: false },
    );
  };
  poll();

  return {
    async finish() {
      stopped = true;
      callOff?.();
      await reading;
      await read();
    },
  };
}

/** Undefined for what is no event: half a line of a killed step, or a kind from a newer wrapper. */
export function parseStepEvent(line: string): StepEvent | undefined {
  let json: Json;
  try {
    json = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (!isJsonObject(json)) return undefined;
  const { type, name, value, step, message, at } = json;
  if (typeof at !== "string") return undefined;
  switch (type) {
    case "metric":
      if (typeof name !== "string" || !isMetricValue(value)) return undefined;
      return { type, name, value, ...(typeof step === "number" ? { step } : {}), at };
    case "param":
      if (typeof name !== "string" || (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean"))
        return undefined;
      return { type, name, value, at };
    case "info":
      return typeof message === "string" ? { type, message, at } : undefined;
    default:
      return undefined;
  }
}

const isMetricValue = (value: Json | undefined): value is number | "NaN" | "Infinity" | "-Infinity" =>
  typeof value === "number" || value === "NaN" || value === "Infinity" || value === "-Infinity";
