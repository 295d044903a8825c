// KFP: critical/pipeline_with_importer_workspace
// Exercises: a file and a folder imported by addresses that steps returned, inside a called pipeline; folders as artifacts
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { component, Dataset, importer, pipeline } from "dagwright";

/** Puts a file in the bucket. */
export const uploadFile = component({}, async (input: { bucket: string }): Promise<{ uri: string }> => {
  const uri = new URL("greeting.txt", input.bucket);
  writeFileSync(fileURLToPath(uri), "good morning\n");
  return { uri: uri.href };
});

/** Puts a folder in the bucket. */
export const uploadFolder = component({}, async (input: { bucket: string }): Promise<{ uri: string }> => {
  const uri = new URL("parts/", input.bucket);
  mkdirSync(fileURLToPath(uri), { recursive: true });
  for (const part of ["part-0.txt", "part-1.txt"]) writeFileSync(fileURLToPath(new URL(part, uri)), `this is ${part}\n`);
  return { uri: uri.href };
});

export const train = component({}, async (input: { data: Dataset }): Promise<{ score: number; message: string }> => {
  const text = await input.data.text();
  return { score: text.length, message: `learned from ${text.trim()}` };
});

export const listFolder = component({}, async (input: { data: Dataset }): Promise<string> =>
  readdirSync(input.data.path).toSorted().join(","),
);

export const bring = importer(Dataset);

export const importStage = pipeline("import-stage", async ({ fileUri, folderUri }: { fileUri: string; folderUri: string }) => {
  const [file, folder] = await Promise.all([bring({ uri: fileUri }), bring({ uri: folderUri })]);
  const [{ message }, parts] = await Promise.all([train({ data: file }), listFolder({ data: folder })]);
  return { message, parts };
});

/** `bucket` ends with a slash, such as `file:///data/`. */
export default pipeline("import-stage-main", async ({ bucket }: { bucket: string }) => {
  const [file, folder] = await Promise.all([uploadFile({ bucket }), uploadFolder({ bucket })]);
  return importStage({ fileUri: file.uri, folderUri: folder.uri });
});
