import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { component, parallelMap, pipeline, run, step, StepError, type PipelineOptions } from "./index.ts";

const log: string[] = [];
const work = component({}, async (input: { name: string; ms?: number; fails?: boolean }): Promise<string> => {
  log.push(`+${input.name}`);
  await wait(input.ms ?? 0);
  log.push(`-${input.name}`);
  if (input.fails === true) throw new Error(input.name);
  return input.name;
});

type Data = void | string | readonly Data[];

async function traced(body: () => Promise<Data>, options: PipelineOptions<undefined> = {}): Promise<{ log: string; result: unknown }> {
  log.length = 0;
  const settled = await Promise.allSettled([pipeline("traced", options, body)()]);
  const [only] = settled;
  const result =
    only.status === "fulfilled"
      ? only.value
      : only.reason instanceof StepError
        ? `${only.reason.kind}: ${only.reason.message}`
        : only.reason;
  return { log: log.join(" "), result };
}

describe("joins settle", () => {
  test("a failing member waits for its siblings before the catch starts", async () => {
    const { log: seen, result } = await traced(async () => {
      try {
        await Promise.all([work({ name: "a", fails: true }), work({ name: "b", ms: 15 })]);
      } catch {
        return work({ name: "c" });
      }
      return "none";
    });
    expect(seen).toBe("+a +b -a -b +c -c");
    expect(result).toBe("c");
  });

  test("of two failures the first in the source wins, whichever came first in time", async () => {
    expect(
      (await traced(async () => Promise.all([work({ name: "slow", ms: 15, fails: true }), work({ name: "fast", fails: true })]))).result,
    ).toBe("thrown: slow");
  });

  test("a later step of item 0 comes before an earlier step of item 1", async () => {
    const { result } = await traced(async () =>
      Promise.all(
        [0, 1].map(async (item) => {
          await work({ name: `first ${item}`, fails: item === 1 });
          await work({ name: `second ${item}`, ms: 5, fails: item === 0 });
        }),
      ),
    );
    expect(result).toBe("thrown: second 0");
  });

  test("a deeper member rejects later but still wins when it comes first in the source", async () => {
    const deep = async (levels: number): Promise<void> => {
      if (levels > 0) return deep(levels - 1);
      await work({ name: "deep", fails: true });
    };
    expect((await traced(async () => Promise.all([deep(8), work({ name: "flat", fails: true })]))).result).toBe("thrown: deep");
  });

  test("the other chain finishes its next steps while a failure is held", async () => {
    const { log: seen, result } = await traced(async () => {
      const chain = async (): Promise<void> => {
        for (const name of ["b", "c", "d"]) await work({ name });
      };
      await Promise.all([work({ name: "a", fails: true }), chain()]);
    });
    expect(seen).toBe("+a +b -a -b +c -c +d -d");
    expect(result).toBe("thrown: a");
  });

  test("nested joins order by member, then sequence", async () => {
    const { result } = await traced(async () =>
      Promise.all(
        [0, 1].map(async (item) => {
          await Promise.all([work({ name: `a${item}` }), work({ name: `b${item}`, ms: 10 - item * 9, fails: item === 1 })]);
          await Promise.all([work({ name: `c${item}` }), work({ name: `d${item}`, fails: item === 0 })]);
        }),
      ),
    );
    expect(result).toBe("thrown: d0");
  });

  test("a member that catches its failure goes on while later failures are still held", async () => {
    const { log: seen, result } = await traced(async () => {
      const careful = async (): Promise<string> => {
        try {
          return await work({ name: "a", fails: true });
        } catch {
          return work({ name: "c", ms: 10 });
        }
      };
      await Promise.all([careful(), work({ name: "b", fails: true })]);
    });
    expect(seen).toBe("+a +b -a -b +c -c");
    expect(result).toBe("thrown: b");
  });

  test("a failure in a catch replaces the one that was caught, and keeps its place in the order", async () => {
    const { result } = await traced(async () => {
      const careless = async (): Promise<void> => {
        try {
          await work({ name: "a", fails: true });
        } catch {
          await work({ name: "c", fails: true });
        }
      };
      await Promise.all([careless(), work({ name: "b", fails: true })]);
    });
    expect(result).toBe("thrown: c");
  });

  test("finally starts when all that was started is done, and its own failure replaces the outcome", async () => {
    const { log: seen, result } = await traced(async () => {
      try {
        await Promise.all([work({ name: "a", fails: true }), work({ name: "b", ms: 10 })]);
      } finally {
        await work({ name: "f", fails: true });
      }
    });
    expect(seen).toBe("+a +b -a -b +f -f");
    expect(result).toBe("thrown: f");
  });

  test("a step that is awaited later fails where it is awaited, and is no unhandled rejection before", async () => {
    const { log: seen, result } = await traced(async () => {
      const later = work({ name: "later", fails: true });
      await work({ name: "a", ms: 5 });
      await work({ name: "b" });
      try {
        await later;
      } catch (error) {
        return error instanceof StepError ? `caught ${error.message}` : "caught something";
      }
      return "nothing";
    });
    expect(seen).toBe("+later +a -later -a +b -b");
    expect(result).toBe("caught later");
  });

  test("allSettled sees every outcome", async () => {
    const { result } = await traced(async () => {
      const settled = await Promise.allSettled([work({ name: "a", fails: true }), work({ name: "b" }), work({ name: "c", fails: true })]);
      return settled.map(({ status }) => status);
    });
    expect(result).toEqual(["rejected", "fulfilled", "rejected"]);
  });

  test("a body that throws by itself waits for what it started", async () => {
    const { log: seen, result } = await traced(async () => {
      const started = work({ name: "a", ms: 10 });
      if (log.length > 0) throw new Error("no more");
      return started;
    });
    expect(seen).toBe("+a -a");
    expect(result).toBe("thrown: no more");
  });

  test("two runs side by side do not wait for each other's order", async () => {
    const one = pipeline("one", async ({ name }: { name: string }) => {
      await Promise.all([work({ name: `${name} slow`, ms: 10, fails: true }), work({ name: `${name} fast`, fails: true })]);
    });
    const settled = await Promise.allSettled([one({ name: "x" }), one({ name: "y" })]);
    expect(settled.map((outcome) => (outcome.status === "rejected" ? String(outcome.reason.message) : ""))).toEqual(["x slow", "y slow"]);
  });
});

describe("parallelMap", () => {
  test("keeps to its concurrency and gives results in the order of the items", async () => {
    let active = 0;
    let most = 0;
    const { result } = await traced(async () =>
      parallelMap(
        [5, 4, 3, 2, 1],
        async (ms) => {
          active += 1;
          most = Math.max(most, active);
          const name = await work({ name: `${ms}`, ms });
          active -= 1;
          return name;
        },
        { concurrency: 2 },
      ),
    );
    expect(result).toEqual(["5", "4", "3", "2", "1"]);
    expect(most).toBe(2);
  });

  test("starts no further items after a failure and fails with the first in order", async () => {
    const { log: seen, result } = await traced(async () =>
      parallelMap([0, 1, 2, 3, 4, 5], async (item) => work({ name: `${item}`, ms: item === 0 ? 10 : 0, fails: item < 2 }), {
        concurrency: 2,
      }),
    );
    expect(seen).toBe("+0 +1 -1 -0");
    expect(result).toBe("thrown: 0");
  });

  test("goes on when the item itself catches the failure", async () => {
    const { result } = await traced(async () =>
      parallelMap(
        [0, 1, 2, 3],
        async (item) => {
          try {
            return await work({ name: `${item}`, fails: item === 1 });
          } catch {
            return work({ name: "rescued" });
          }
        },
        { concurrency: 2 },
      ),
    );
    expect(result).toEqual(["0", "rescued", "2", "3"]);
  });

  test("what follows it comes after all its items in the order of failures", async () => {
    const { result } = await traced(async () => {
      const chain = async (): Promise<void> => {
        await parallelMap([1, 2], async (item) => work({ name: `${item}` }), { concurrency: 1 });
        await work({ name: "after", ms: 5, fails: true });
      };
      await Promise.all([chain(), work({ name: "beside", fails: true })]);
    });
    expect(result).toBe("thrown: after");
  });

  test("works outside of a pipeline, and on nothing", async () => {
    expect(await parallelMap([1, 2], async (x) => x * 2, { concurrency: 1 })).toEqual([2, 4]);
    expect(await parallelMap([], async (x) => x, { concurrency: 3 })).toEqual([]);
    expect((await traced(async () => parallelMap([], async () => work({ name: "x" }), { concurrency: 3 }))).result).toEqual([]);
  });
});

describe("onFailure: stop", () => {
  test("starts nothing new after a failure", async () => {
    const { log: seen, result } = await traced(
      async () => {
        const chain = async (): Promise<void> => {
          await work({ name: "b", ms: 10 });
          await work({ name: "never" });
        };
        await Promise.all([work({ name: "a", fails: true }), chain()]);
      },
      { onFailure: "stop" },
    );
    expect(seen).toBe("+a +b -a -b");
    expect(result).toBe("thrown: a");
  });

  test("lets a catch start steps again", async () => {
    const { result } = await traced(
      async () => {
        try {
          await Promise.all([work({ name: "a", fails: true }), work({ name: "b", ms: 5, fails: true })]);
        } catch {
          return work({ name: "c" });
        }
        return "none";
      },
      { onFailure: "stop" },
    );
    expect(result).toBe("c");
  });
});

describe("runs", () => {
  test("a nested pipeline shares the run and keeps its place in the order", async () => {
    const inner = pipeline("inner", async ({ name }: { name: string }) => {
      await work({ name });
      await work({ name: `${name} 2`, ms: 5, fails: true });
    });
    const ids = new Set<string>();
    const idOf = component({}, async () => {
      ids.add(run.id);
    });
    const outer = pipeline("outer", async () => {
      await idOf();
      const again = pipeline("again", async () => idOf());
      await again();
      await Promise.all([inner({ name: "in" }), work({ name: "beside", fails: true })]);
    });
    await expect(outer()).rejects.toThrow("in 2");
    expect(ids.size).toBe(1);
  });

  test("a pipeline called inside a component is refused", async () => {
    const inner = pipeline("inner", async () => {});
    const bad = component({}, async () => inner());
    await expect(pipeline("outer", async () => bad())()).rejects.toThrow("the pipeline inner was called inside the component bad");
  });

  test("what a body throws itself is a failure of the pipeline", async () => {
    const failing = pipeline("gate", async () => {
      throw new Error("too low");
    });
    await expect(failing()).rejects.toMatchObject({ name: "StepError", step: "gate", kind: "thrown", attempt: 1, message: "too low" });
  });

  test("onExit sees the inputs and how the run ended", async () => {
    const seen: unknown[] = [];
    const cleanUp = component({}, async (input: { table: string }) => {
      seen.push([input.table, run.status]);
    });
    const both = pipeline("both", { onExit: cleanUp }, async ({ fails }: { table: string; fails: boolean }) => {
      await work({ name: "w", fails });
    });
    await both({ table: "t", fails: false });
    await expect(both({ table: "u", fails: true })).rejects.toThrow("w");
    expect(seen).toEqual([
      ["t", "succeeded"],
      ["u", "failed"],
    ]);
  });

  test("run and step say where they are missing", () => {
    expect(() => run.id).toThrow("`run` is there inside a pipeline");
    expect(() => step.attempt).toThrow("`step` is there while a component runs");
  });

  test("default values of the input work as written", async () => {
    const greet = pipeline("greet", async ({ name = "world" }: { name?: string }) => work({ name }));
    expect(await greet({})).toBe("world");
  });
});
