import { gzipSync } from "node:zlib";
import { STEP_ENV, type Digest } from "@dagwright/protocol";
import type { Code } from "../target.ts";
import type { EnvVariable, Parameter } from "./manifest.ts";

const WORK = "/tmp/dagwright";
export const POD_PATHS = { out: `${WORK}/out`, artifacts: `${WORK}/artifacts`, inputs: `${WORK}/in` } as const;

/** The byte of gzip's header that names the operating system. */
const [SYSTEM, UNKNOWN_SYSTEM] = [9, 255];

/** Base64 holds nothing that Argo or Kubernetes would expand. Level 9 and no file name, time or system in the header: the same bytes always. */
function pack(bytes: Uint8Array): string {
  const packed = gzipSync(bytes, { level: 9 });
  packed[SYSTEM] = UNKNOWN_SYSTEM;
  return packed.toString("base64");
}

/** One environment variable holds at most 128 KiB less one byte, name and `=` included. */
const PIECE = 120_000;

/**
 * The inline carrier: each piece of code stands once, in a workflow parameter, and reaches pods in their environment. Environment, unlike
 * inputs, is not copied into the status of every node.
 */
export class InlineCode {
  private readonly pieces = new Map<string, string>();
  private readonly code: Code;
  private readonly taken: ReadonlySet<string>;
  /** Packed once: every pod carries it. */
  private wrapper: string | undefined;

  /** `taken` = parameters that the workflow has besides. */
  constructor(code: Code, taken: ReadonlySet<string>) {
    this.code = code;
    this.taken = taken;
  }

  /** Variables that bring the wrapper, and the user's bundles. */
  variables(bundles: readonly Digest[]): EnvVariable[] {
    this.wrapper ??= pack(this.code.wrapper);
    const variables = this.reference("wrapper", this.wrapper, "", "DAGWRIGHT_WRAPPER_");
    bundles.forEach((digest, index) => {
      const parts = this.reference(
        `code-${digest.slice(0, 12)}`,
        pack(this.code.bundle(digest)),
        `${digest}:`,
        `${STEP_ENV.bundle}${index}`,
      );
      variables.push(...parts);
    });
    return variables;
  }

  /** The workflow's parameters that hold the code. */
  parameters(): Parameter[] {
    return [...this.pieces].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => ({ name, value }));
  }

  private reference(name: string, packed: string, prefix: string, variable: string): EnvVariable[] {
    const parts: EnvVariable[] = [];
    for (let start = 0, index = 0; start < packed.length; start += PIECE, index += 1) {
      const piece = this.free(packed.length <= PIECE ? name : `${name}-${index}`);
      this.pieces.set(piece, packed.slice(start, start + PIECE));
      const last = variable.endsWith("_") ? `${variable}${index}` : index === 0 ? variable : `${variable}_${index}`;
      parts.push({ name: last, value: `${index === 0 ? prefix : ""}{{workflow.parameters.${piece}}}` });
    }
    return parts;
  }

  private free(name: string): string {
    return this.taken.has(name) ? this.free(`dagwright-${name}`) : name;
  }
}

/** Unpacks the wrapper and hands over to it. Holds no `{{`, `$(` or `$$`. */
export const LOADER = [
  "const fs = require('node:fs'), env = process.env;",
  `fs.mkdirSync('${WORK}', { recursive: true });`,
  "let packed = '';",
  "for (let i = 0; env['DAGWRIGHT_WRAPPER_' + i]; i += 1) packed += env['DAGWRIGHT_WRAPPER_' + i];",
  `fs.writeFileSync('${WORK}/wrapper.mjs', require('node:zlib').gunzipSync(Buffer.from(packed, 'base64')));`,
  `import('${WORK}/wrapper.mjs');`,
].join("\n");
