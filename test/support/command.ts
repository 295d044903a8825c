/** A command as a process of its own, on this Node and without what the test runner put into the environment. */
import { spawn } from "node:child_process";
import { delimiter, dirname, join } from "node:path";

export const root = join(import.meta.dirname, "../..");

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Seconds on the wall clock. */
  readonly seconds: number;
  /** Both streams as they came, under the command line: what to print when something went wrong. */
  readonly text: string;
}

export interface CommandOptions {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly uid?: number;
  readonly gid?: number;
  /** Called with each line of stdout and the seconds since the start. */
  readonly onLine?: (line: string, seconds: number) => void;
}

/** Answers however it ends. */
export function runCommand(command: string, args: readonly string[], { cwd, env, uid, gid, onLine }: CommandOptions): Promise<Ended> {
  const started = performance.now();
  const seconds = (): number => (performance.now() - started) / 1000;
  const owner = { ...(uid === undefined ? {} : { uid }), ...(gid === undefined ? {} : { gid }) };
  const child = spawn(command, args, { cwd, env: { ...strangersEnvironment(), ...env }, stdio: ["ignore", "pipe", "pipe"], ...owner });
  let [stdout, stderr, both, line] = ["", "", "", ""];
  child.stdout.setEncoding("utf8").on("data", (part: string) => {
    stdout += part;
    both += part;
    const lines = `${line}${part}`.split("\n");
    line = lines.pop() ?? "";
    for (const whole of lines) onLine?.(whole, seconds());
  });
  child.stderr.setEncoding("utf8").on("data", (part: string) => {
    stderr += part;
    both += part;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) =>
      resolve({ code, stdout, stderr, seconds: seconds(), text: `$ ${[command, ...args].join(" ")}   (in ${cwd}, exit ${code})\n${both}` }),
    );
  });
}

/** Throws with all that the command said when it fails. */
export async function succeed(command: string, args: readonly string[], options: CommandOptions): Promise<Ended> {
  const ended = await runCommand(command, args, options);
  if (ended.code !== 0) throw new Error(ended.text);
  return ended;
}

const OF_THIS_RUN =
  /^(?:npm_(?:lifecycle|package)_|npm_(?:command|execpath|node_execpath|config_local_prefix)$|pnpm_|PNPM_|VITEST|DAGWRIGHT_|(?:NODE_ENV|NODE_PATH|NODE_OPTIONS|INIT_CWD|TEST|DEV|PROD|MODE|SSR|BASE_URL)$)/u;

/** Node first, none of this repository's own commands. npm's configuration stays: it says where packages come from. */
function strangersEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !OF_THIS_RUN.test(name));
  const elsewhere = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => !folder.startsWith(root));
  return { ...Object.fromEntries(kept), PATH: [dirname(process.execPath), ...elsewhere].join(delimiter), CI: "1", NO_COLOR: "1" };
}
