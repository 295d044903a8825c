import type { Document } from "@dagwright/ir";

/**
 * A workflow as people review it: the packed code left out, and digests replaced by the names of what they stand for, so that the text changes
 * with the pipeline and not with each release of a bundler.
 */
export function withoutCode(yaml: string, document: Document): string {
  const names = namesOf(document);
  let glue = 0;
  const nameOf = (digest: string): string => {
    const known = [...names].find(([whole]) => whole.startsWith(digest))?.[1];
    if (known !== undefined) return known;
    glue += 1;
    names.set(digest, `glue-${glue}`);
    return `glue-${glue}`;
  };
  const named = yaml
    // Whole digests first: they name the short ones in the names of parameters.
    .replaceAll(/\b[0-9a-f]{64}\b/gu, (digest) => `<${nameOf(digest)}>`)
    .replaceAll(/\bcode-([0-9a-f]{12})/gu, (_, digest: string) => `code-${nameOf(digest)}`);
  return `# The packed code is left out, and digests are replaced by names: for review only.\n${sortCode(named)}`;
}

function namesOf({ components }: Document): Map<string, string> {
  const names = new Map<string, string>();
  for (const [name, { implementation }] of Object.entries(components)) {
    if (implementation.kind === "typescript" && !names.has(implementation.bundle)) names.set(implementation.bundle, name);
  }
  return names;
}

/** The workflow's code parameters, without their values, in the order of their new names. */
function sortCode(yaml: string): string {
  const parameter = /^ {6}- name: "?((?:code|wrapper)[\w.-]*)"?\n {8}value: .*\n/gmu;
  const found = [...yaml.matchAll(parameter)].map(([, name = ""]) => name).toSorted();
  let isFirst = true;
  return yaml.replaceAll(parameter, () => {
    if (!isFirst) return "";
    isFirst = false;
    return found.map((name) => `      - name: ${name}\n        value: (packed code)\n`).join("");
  });
}
