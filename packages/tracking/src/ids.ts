import { randomFillSync } from "node:crypto";
import type { Clock } from "./clock.ts";

/** Randomness, as a port. */
export interface Random {
  /** `size` random bytes, at most 256; the caller may not keep the array. */
  bytes(size: number): Uint8Array;
}

/** Makes the ids of events and runs. */
export interface Ids {
  /** A UUIDv7: ids made later by the same maker sort later, even when the clock goes back. */
  eventId(): string;
  /** 32 hexadecimal digits of a UUIDv4, as MLflow's run ids: a few leading digits are enough to name a run. */
  runId(): string;
}

/** Draws from the system in blocks, because one call for each id costs more than all the rest of logging. */
export function systemRandom(): Random {
  const block = new Uint8Array(4096);
  let used = block.length;
  return {
    bytes(size) {
      if (used + size > block.length) {
        randomFillSync(block);
        used = 0;
      }
      used += size;
      return block.subarray(used - size, used);
    },
  };
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex");

const counterLimit = 0x1000;

export function createIds(clock: Clock, random: Random): Ids {
  let lastMs = 0;
  let counter = 0;
  return {
    eventId() {
      const now = clock.now();
      const tail = Uint8Array.from(random.bytes(10));
      if (now > lastMs) {
        lastMs = now;
        // Half of the range is kept free for the ids that follow within the same millisecond.
        counter = (((tail[0] ?? 0) << 8) | (tail[1] ?? 0)) & 0x7ff;
      } else if (++counter === counterLimit) {
        lastMs += 1;
        counter = 0;
      }
      tail[2] = ((tail[2] ?? 0) & 0x3f) | 0x80;
      const time = lastMs.toString(16).padStart(12, "0");
      const rest = hex(tail.subarray(2));
      const version = `7${counter.toString(16).padStart(3, "0")}`;
      return `${time.slice(0, 8)}-${time.slice(8)}-${version}-${rest.slice(0, 4)}-${rest.slice(4)}`;
    },
    runId() {
      const bytes = Uint8Array.from(random.bytes(16));
      bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
      bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
      return hex(bytes);
    },
  };
}
