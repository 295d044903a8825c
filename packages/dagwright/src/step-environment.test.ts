import { execFileSync } from "node:child_process";
import { afterEach, describe, expect, it } from "vitest";
import { component, parallelMap, pipeline, secret, withOptions } from "./index.ts";

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));
const region = component({ env: { REGION: "eu", KIND: "small" } }, async (input: { wait: number }): Promise<string> => {
  await pause(input.wait);
  return `${process.env["REGION"]} ${process.env["KIND"]}`;
});

afterEach(() => {
  delete process.env["REGION"];
});

describe("the variables of a step in plain Node", () => {
  it("are its own, also beside others, joined with those of the call, and gone afterwards", async () => {
    const before = process.env;
    process.env["REGION"] = "outside";
    const main = pipeline("main", async ({ names }: { names: string[] }) =>
      parallelMap(names, async (name, index) => withOptions(region, { env: { REGION: name } })({ wait: 10 - index * 5 }), {
        concurrency: 3,
      }),
    );
    expect(await main({ names: ["a", "b", "c"] })).toEqual(["a small", "b small", "c small"]);
    expect(process.env).toBe(before);
    expect(process.env["REGION"]).toBe("outside");
  });

  it("are what a child process gets, what can be listed, and what is written or deleted stays in the step", async () => {
    const look = component(
      { env: { REGION: "eu", KIND: "small" } },
      async (): Promise<{ child: string; names: string[]; after: string }> => {
        const child = execFileSync(process.execPath, ["-p", "process.env.REGION"], { encoding: "utf8" }).trim();
        const names = Object.keys(process.env).filter((name) => name === "REGION" || name === "KIND");
        process.env["REGION"] = "us";
        delete process.env["KIND"];
        return {
          child,
          names: names.toSorted(),
          after: `${process.env["REGION"]} ${"KIND" in process.env} ${"KIND" in { ...process.env }}`,
        };
      },
    );
    expect(await pipeline("look", async () => look())()).toEqual({ child: "eu", names: ["KIND", "REGION"], after: "us false false" });
    expect([process.env["REGION"], process.env["KIND"]]).toEqual([undefined, undefined]);
  });

  it("are secrets where the process has them, as in the local runner", async () => {
    const tell = component({ env: { TOKEN: secret("registry", "token") } }, async (): Promise<string> => String(process.env["TOKEN"]));
    const main = pipeline("main", async () => tell());
    expect(await main()).toBe("undefined");
    process.env["DAGWRIGHT_SECRET_REGISTRY_TOKEN"] = "hush";
    try {
      expect(await main()).toBe("hush");
    } finally {
      delete process.env["DAGWRIGHT_SECRET_REGISTRY_TOKEN"];
    }
  });

  it("are those of each attempt anew", async () => {
    const count = component({ env: { COUNT: "1" }, retries: 2 }, async (): Promise<string> => {
      const found = process.env["COUNT"];
      process.env["COUNT"] = "2";
      if (found === "2") return "seen";
      throw new Error(`COUNT is ${found}`);
    });
    await expect(pipeline("count", async () => count())()).rejects.toMatchObject({ attempt: 3, message: "COUNT is 1" });
  });
});
