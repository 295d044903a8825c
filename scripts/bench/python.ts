import { spawnSync } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const PACKAGES = { kfp: "2.17.3", hera: "7.1.0", pyyaml: "6.0.4" };
const VENV = join(tmpdir(), `dagwright-bench-python-${Object.values(PACKAGES).join("-")}`);
const BIN = join(VENV, process.platform === "win32" ? "Scripts" : "bin");

export interface Python {
  readonly python: string;
  readonly kfp: string;
  readonly versions: string;
}

/** An environment with KFP and Hera from PyPI, made once and found again; or why there is none. */
export function findPython(): Python | { readonly missing: string } {
  const python = join(BIN, "python");
  if (!existsSync(join(BIN, "kfp"))) {
    process.stderr.write(
      `Installing ${Object.entries(PACKAGES)
        .map((each) => each.join(" "))
        .join(", ")} from PyPI …\n`,
    );
    rmSync(VENV, { recursive: true, force: true });
    const steps: readonly (readonly [string, ...string[]])[] = [
      ["python3", "-m", "venv", VENV],
      [python, "-m", "pip", "install", "--quiet", ...Object.entries(PACKAGES).map(([name, version]) => `${name}==${version}`)],
    ];
    for (const [command, ...args] of steps) {
      const done = spawnSync(command, args, { encoding: "utf8", timeout: 300_000 });
      if (done.status === 0) continue;
      rmSync(VENV, { recursive: true, force: true });
      return { missing: (done.error?.message ?? done.stderr.trim().split("\n").at(-1) ?? `exit ${done.status}`).slice(0, 200) };
    }
  }
  const version = spawnSync(python, ["--version"], { encoding: "utf8" }).stdout.trim();
  return { python, kfp: join(BIN, "kfp"), versions: `${version}, KFP ${PACKAGES.kfp}, Hera ${PACKAGES.hera}` };
}
