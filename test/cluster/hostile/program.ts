/** Hostile texts on every way from one step to another; each step says what arrived, by its digest. */
import { createHash } from "node:crypto";
import { approval, component, Dataset, pipeline, withOptions } from "dagwright";

const digestOf = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 16);

export const check = component({}, async ({ texts }: { texts: string[] }): Promise<{ texts: string[]; digests: string[] }> => ({
  texts,
  digests: texts.map(digestOf),
}));

export const checkOne = component({}, async ({ text }: { text: string }): Promise<string> => digestOf(text));

/** Each text is the bytes, the name and the value of metadata of an artifact. */
export const keep = component({}, async ({ texts }: { texts: string[] }): Promise<{ files: Dataset[] }> => ({
  files: texts.map((text) => Dataset.fromText(text, { metadata: { [`name ${text}`]: text } })),
}));

export const read = component(
  {},
  async ({ files }: { files: Dataset[] }): Promise<{ bytes: string[]; names: string[]; values: string[] }> => ({
    bytes: await Promise.all(files.map(async (file) => digestOf(await file.text()))),
    names: files.map(({ metadata }) => digestOf(Object.keys(metadata).join().slice("name ".length))),
    values: files.map(({ metadata }) => digestOf(Object.values(metadata).join())),
  }),
);

/** The test gives it constant variables: `HOSTILE_0` and so on. */
export const variables = component({}, async ({ prefix }: { prefix: string }): Promise<string[]> => {
  const digests: string[] = [];
  for (let index = 0; ; index += 1) {
    const value = process.env[`${prefix}${index}`];
    if (value === undefined) return digests;
    digests.push(digestOf(value));
  }
});

interface Given {
  first?: string[];
  second?: string[];
  long?: string[];
  items?: string[];
  files?: string[];
  told?: string[];
  questions?: string[];
}

export default pipeline(
  "hostile",
  async ({ first = [], second = [], long = [], items = [], files = [], told = [], questions = [] }: Given) => {
    const lists = await Promise.all([check({ texts: first }), check({ texts: second }), check({ texts: long })]);
    const again = await Promise.all(lists.map(({ texts }) => check({ texts })));
    const [fromStep, tellable, asking] = await Promise.all([check({ texts: items }), check({ texts: told }), check({ texts: questions })]);
    const each = await Promise.all(fromStep.texts.map((text) => checkOne({ text })));
    const { files: kept } = await keep({ texts: files });
    const found = await read({ files: kept });
    const constant = await variables({ prefix: "HOSTILE_" });
    const decided = await Promise.all(tellable.texts.map((text) => withOptions(variables, { env: { TOLD_0: text } })({ prefix: "TOLD_" })));
    const answers = await Promise.all(
      asking.texts.map(async (question) => {
        const { reason, note } = await approval({ message: question, fields: { note: "string" } });
        return [reason, note];
      }),
    );
    const { digests: heard } = await check({ texts: answers.flat() });
    return {
      parameters: lists.map(({ digests }) => digests),
      outputs: again.map(({ digests }) => digests),
      items: each,
      artifacts: found,
      constant,
      decided: decided.flat(),
      heard,
    };
  },
);
