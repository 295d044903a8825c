// Runs a tool of this repository on its own Node 24, installing the dependencies first when they are not up to date.
// Plain JavaScript for Node 20 and newer, with no dependency: it is the first thing that runs in a fresh clone.
//
//   node scripts/toolchain.mjs COMMAND ARGS…      at the root of the repository
//   node scripts/toolchain.mjs --cli ARGS…        the dagwright command of this tree, in the folder where it was typed
//   node scripts/toolchain.mjs --install          after editing a package.json: install and rewrite the lockfile
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const OLDEST_NODE = 20;

const root = dirname(dirname(fileURLToPath(import.meta.url)));
// Version 10 is the last that still runs on Node 20.
const PNPM = JSON.parse(readFileSync(join(root, "package.json"), "utf8")).packageManager;
const modules = join(root, "node_modules");
const stampFile = join(modules, ".toolchain-stamp");
const lock = join(root, ".toolchain.lock");
const onWindows = process.platform === "win32";

if (Number(process.versions.node.split(".")[0]) < OLDEST_NODE)
  fail(`Node ${process.versions.node} is too old: ${OLDEST_NODE} or newer is needed.`);

const args = process.argv.slice(2);
if (args[0] === "--install") {
  install(["--no-frozen-lockfile"]);
} else if (args[0] === "--cli") {
  installWhenNeeded();
  build();
  run(["node", join(root, "packages/cli/bin/dagwright.mjs"), ...args.slice(1)], process.env.INIT_CWD ?? process.cwd());
} else {
  if (args.length === 0) fail("usage: node scripts/toolchain.mjs COMMAND ARGS…");
  installWhenNeeded();
  run(args, root);
}

function build() {
  const built = spawnSync("tsc", ["-b", "tsconfig.build.json"], {
    cwd: root,
    stdio: ["ignore", 2, 2],
    shell: onWindows,
    env: toolEnvironment(),
  });
  if (built.status !== 0) fail("The build failed. Nothing was run.");
}

function installWhenNeeded() {
  if (isCurrent()) return;
  const release = takeLock();
  try {
    if (!isCurrent()) install(["--frozen-lockfile"]);
  } finally {
    release();
  }
}

/** Whatever the tool says goes to stderr: stdout belongs to the command that is run afterwards. */
function install(flags) {
  process.stderr.write(`Installing dependencies with ${PNPM} …\n`);
  const npx = onWindows ? "npx.cmd" : "npx";
  const done = spawnSync(npx, ["--yes", PNPM, "install", "--reporter=append-only", ...flags], {
    cwd: root,
    stdio: ["ignore", 2, 2],
    shell: onWindows,
    env: { ...process.env, CI: "1" },
  });
  if (done.status !== 0) fail(`Installing failed (${done.error?.message ?? `exit ${done.status ?? done.signal}`}). Nothing was run.`);
  writeFileSync(stampFile, fingerprint());
}

function isCurrent() {
  return existsSync(stampFile) && readFileSync(stampFile, "utf8") === fingerprint();
}

/** What an installation depends on: the lockfile, and each manifest, because that is where commands are linked. */
function fingerprint() {
  const hash = createHash("sha256").update(`${process.platform} ${process.arch} ${PNPM}\n`);
  for (const file of ["pnpm-lock.yaml", "pnpm-workspace.yaml", "package.json", ...manifests()]) {
    hash.update(`${file}\n`).update(existsSync(join(root, file)) ? readFileSync(join(root, file)) : "");
  }
  return hash.digest("hex");
}

function manifests() {
  const inFolders = ["packages", "examples"].flatMap((folder) =>
    existsSync(join(root, folder)) ? readdirSync(join(root, folder)).map((name) => `${folder}/${name}/package.json`) : [],
  );
  return [...inFolders, "test/package.json"].filter((file) => existsSync(join(root, file))).sort();
}

/** Two commands started at once in a fresh clone must not install into the same folder. */
function takeLock() {
  for (let waited = 0; ; waited += 1) {
    try {
      mkdirSync(lock);
      break;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
      const age = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
      if (age > 10 * 60_000) rmSync(lock, { recursive: true, force: true });
      else if (waited === 0) process.stderr.write("Another command is installing the dependencies; waiting …\n");
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    }
  }
  const release = () => rmSync(lock, { recursive: true, force: true });
  process.on("exit", release);
  return release;
}

function run([command, ...rest], cwd) {
  const child = spawn(command, rest, { cwd, stdio: "inherit", shell: onWindows, env: toolEnvironment() });
  child.on("error", (error) => fail(error.code === "ENOENT" ? `No such command: ${command}` : error.message));
  const forward = (signal) => {
    // At a terminal, Ctrl-C already reaches the whole process group.
    if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
  };
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of signals) process.on(signal, forward);
  child.on("exit", (code, signal) => {
    for (const name of signals) process.removeListener(name, forward);
    if (signal === null) process.exit(code ?? 1);
    else process.kill(process.pid, signal);
  });
}

function toolEnvironment() {
  const path = [nodeFolder(), join(modules, ".bin"), process.env.PATH ?? ""].filter((part) => part !== undefined);
  return { ...process.env, PATH: path.join(delimiter) };
}

/** The folder of Node 24 as installed from npm; on a platform without such a package, the Node that runs this. */
function nodeFolder() {
  const name = readdirSync(modules).find((entry) => /^node-(bin-)?(linux|darwin|win)-/.test(entry));
  if (name !== undefined) return join(modules, name, "bin");
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < 22 || (major === 22 && minor < 18)) {
    fail(`There is no Node package for ${process.platform}-${process.arch}: install Node 22.18 or newer and try again.`);
  }
  return undefined;
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
