/** Everything that can be known before the first step: who runs what, bundles in place, secrets there, approvals answered. */
import { join } from "node:path";
import type { Document } from "@dagwright/ir";
import { secretVariable, sha256, type Digest } from "@dagwright/protocol";
import { bundlesOf, chooseWork, type Choice, type WorkOptions } from "./choose-work.ts";
import { inUse, type InUse, type Secret } from "./in-use.ts";
import { errorCode, type Platform } from "./platform.ts";
import { RunnerError, type Problem } from "./runner-error.ts";

/** The bytes of a bundle, or the path of its file; undefined = not known. */
export type BundleSource = (digest: Digest) => string | Uint8Array | undefined | Promise<string | Uint8Array | undefined>;

export type SecretSource = (secret: Secret) => string | undefined;

export interface PrepareOptions extends WorkOptions {
  readonly document: Document;
  readonly entry: string;
  readonly bundles: BundleSource;
  /** Folder that gets `<sha256>.mjs`. */
  readonly folder: string;
  readonly secrets: SecretSource;
  readonly approvable: boolean;
  readonly platform: Platform;
}

export interface Prepared {
  readonly choices: ReadonlyMap<string, Choice>;
  readonly secret: (secret: Secret) => string;
}

/** Throws a `RunnerError` with all that is missing. */
export async function prepare(options: PrepareOptions): Promise<Prepared> {
  const used = inUse(options.document, options.entry);
  const choices = new Map<string, Choice>();
  for (const [name, component] of used.components) choices.set(name, chooseWork(name, component, options));
  const secrets = new Map(used.secrets.map((secret) => [secretId(secret), options.secrets(secret)]));
  const problems = [...choiceProblems(choices), ...secretProblems(used, secrets), ...approvalProblems(used, options.approvable)];
  for (const digest of new Set([...used.glue, ...[...choices.values()].flatMap(bundlesOf)])) {
    const problem = await placeBundle(digest, options);
    if (problem !== undefined) problems.push(problem);
  }
  if (problems.length > 0) throw new RunnerError(problems);
  return {
    choices,
    secret(secret) {
      const value = secrets.get(secretId(secret));
      if (value === undefined) throw new TypeError(`the secret ${secret.name}/${secret.key} was not looked up`);
      return value;
    },
  };
}

const secretId = (secret: Secret): string => JSON.stringify([secret.name, secret.key]);

export function choiceProblems(choices: ReadonlyMap<string, Choice>): Problem[] {
  const found = [...choices.values()].flatMap((choice) => (choice.executor === "none" ? [choice.problem] : []));
  const last = found.findLastIndex((problem) => problem.code === "containerWithoutExecutor");
  const help = "install podman or docker and start its service, or give each of these containers a fake: async (input) => ({ … })";
  return found.map((problem, index) => (index === last ? { ...problem, help } : problem));
}

const secretProblems = (used: InUse, values: ReadonlyMap<string, string | undefined>): Problem[] =>
  used.secrets
    .filter((secret) => values.get(secretId(secret)) === undefined)
    .map((secret) => ({
      code: "secretMissing",
      message: `the secret ${secret.name}/${secret.key} has no value here`,
      help: `set ${secretVariable(secret)} in the environment`,
    }));

const approvalProblems = (used: InUse, approvable: boolean): Problem[] =>
  approvable
    ? []
    : used.approvals.map((node) => ({ code: "approvalUnanswered", message: `nobody can answer the approval ${node.id} here` }));

export const secretsFrom =
  (env: Readonly<Record<string, string | undefined>>): SecretSource =>
  (secret) =>
    env[secretVariable(secret)];

async function placeBundle(digest: Digest, { bundles, folder, platform }: PrepareOptions): Promise<Problem | undefined> {
  const { fileSystem: fs, nonce } = platform;
  const target = join(folder, `${digest}.mjs`);
  if ((await bytesOf(target, platform).then((bytes) => bytes && sha256(bytes))) === digest) return undefined;
  const source = await bundles(digest);
  const bytes = typeof source === "string" ? await bytesOf(source, platform) : source;
  if (bytes === undefined)
    return { code: "bundleMissing", message: `the bundle ${digest} is not there`, help: "compile the pipeline again" };
  const found = sha256(bytes);
  if (found !== digest)
    return {
      code: "bundleCorrupt",
      message: `the bundle ${digest} has changed: its digest is ${found}`,
      help: "compile the pipeline again",
    };
  await fs.mkdir(folder, { recursive: true });
  // Another run may be placing the same one.
  const staged = `${target}.${nonce()}`;
  await fs.writeFile(staged, bytes, { flag: "wx", mode: 0o444 });
  await fs.rename(staged, target);
  return undefined;
}

async function bytesOf(path: string, { fileSystem }: Platform): Promise<Uint8Array | undefined> {
  try {
    return await fileSystem.readFile(path);
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}
