// KFP: pipeline_with_parallelfor_list_artifacts
// Exercises: a loop whose items are artifacts that a pipeline returned (KFP compiles it, and its backend refuses it)
import { artifactType, component, Dataset, pipeline, type Artifact } from "dagwright";

const Note = artifactType("Note");
type Note = Artifact<"Note">;

export const makeData = component({}, async (input: { text: string }): Promise<Dataset> =>
  Dataset.fromText(input.text, { metadata: { length: input.text.length } }),
);

export const makeNote = component({}, async (input: { text: string }): Promise<Note> =>
  Note.fromText(input.text, { metadata: { length: input.text.length } }),
);

export const describe = component(
  {},
  async (input: { file: Dataset | Note }): Promise<string> => `${await input.file.text()} has ${String(input.file.metadata["length"])}`,
);

export const makeAllData = pipeline(
  "all-data",
  async ({ texts = ["Good", "bye"] }: { texts?: string[] }): Promise<{ files: Dataset[] }> => ({
    files: await Promise.all(texts.map((text) => makeData({ text }))),
  }),
);

export const makeAllNotes = pipeline(
  "all-notes",
  async ({ texts = ["Good", "bye"] }: { texts?: string[] }): Promise<{ files: Note[] }> => ({
    files: await Promise.all(texts.map((text) => makeNote({ text }))),
  }),
);

export default pipeline("a-loop-over-files", async () => {
  const notes = await makeAllNotes({});
  const ofNotes = await Promise.all(notes.files.map((file) => describe({ file })));
  const data = await makeAllData({ texts: ["one", "three"] });
  const ofData = await Promise.all(data.files.map((file) => describe({ file })));
  return { lines: [...ofNotes, ...ofData] };
});
