// KFP: collected_artifacts
// Exercises: artifacts made in loops in loops, by a pipeline called there, collected inside the outer loop, returned by a pipeline and read after it
import { artifactType, component, Dataset, Model, pipeline, type Artifact } from "dagwright";

const Note = artifactType("Note");
type Note = Artifact<"Note">;

export const split = component({}, async (input: { text: string }): Promise<string[]> => input.text.split(","));

export const writeNote = component({}, async (input: { text: string }): Promise<Note> => Note.fromText(input.text));

export const readNote = component({}, async (input: { note: Note }): Promise<number> => (await input.note.text()).length);

export const writeData = component({}, async (input: { text: string }): Promise<Dataset> => Dataset.fromText(input.text));

export const train = component({}, async (input: { data: Dataset; id: string }): Promise<Model> => {
  const learned = `${await input.data.text()}-${input.id}`;
  return Model.fromText(learned, { metadata: { name: `model of ${learned}` } });
});

export const readModels = component({}, async (input: { models: Model[] }): Promise<string> =>
  (await Promise.all(input.models.map((model) => model.text()))).join(" "),
);

export const readData = component({}, async (input: { data: Dataset[] }): Promise<string> =>
  (await Promise.all(input.data.map((one) => one.text()))).join(" "),
);

export const oneData = pipeline("one-data", async ({ letter }: { letter: string }): Promise<{ data: Dataset }> => {
  return { data: await writeData({ text: letter }) };
});

export const zoo = pipeline("zoo", async ({ ids, letters }: { ids: string; letters: string }): Promise<{ models: Model[] }> => {
  const [idList, letterList] = await Promise.all([split({ text: ids }), split({ text: letters })]);
  const perId = await Promise.all(
    idList.map(async (id) => {
      const note = await writeNote({ text: id });
      await readNote({ note });
      const made = await Promise.all(
        letterList.map(async (letter) => {
          const { data } = await oneData({ letter });
          return { data, model: await train({ data, id }) };
        }),
      );
      await readModels({ models: made.map(({ model }) => model) });
      await readData({ data: made.map(({ data }) => data) });
      return made.map(({ model }) => model);
    }),
  );
  return { models: perId.flat() };
});

export default pipeline("model-zoo", async () => {
  const { models } = await zoo({ ids: "s1,s2", letters: "x,y,z" });
  return { read: await readModels({ models }) };
});
