// KFP: pipeline_with_loops_and_conditions
// Exercises: loops in ifs in loops over outputs, inputs and constants; fields of loop items; an item's own list; outer values read inside
import { component, pipeline } from "dagwright";

interface Shelf {
  side: "left" | "right";
  titles: string[];
}

export const toss = component({}, async (): Promise<"left" | "right"> => "left");

export const listShelves = component({}, async (): Promise<Shelf[]> => [
  { side: "left", titles: ["Emma", "Persuasion"] },
  { side: "right", titles: ["Ulysses"] },
]);

export const print = component({}, async (input: { text: string; aside?: string }): Promise<void> =>
  console.log(input.aside === undefined ? input.text : `${input.text} (${input.aside})`),
);

export const show = component({}, async (input: { box: { depth: number } }): Promise<void> => console.log(JSON.stringify(input.box)));

const BOXES = [{ depth: 10 }, { depth: 20 }];

const WANTED: Shelf[] = [
  { side: "left", titles: ["Middlemarch"] },
  { side: "right", titles: ["Dubliners", "Exiles"] },
];

export default pipeline("shelves", async ({ greeting = "hello", wanted = WANTED }: { greeting?: string; wanted?: Shelf[] }) => {
  const [side, shelves] = await Promise.all([toss(), listShelves()]);

  if (side !== "right") {
    const spare = await listShelves();
    await Promise.all(
      shelves.map(async (shelf) => {
        await print({ text: greeting });
        if (shelf.side === "left") await print({ text: shelf.titles.join(" and ") });
        if (side === "left") await print({ text: `${shelf.titles.length} on the chosen side` });
        if (shelf.side === "right") await Promise.all(BOXES.map((box) => show({ box })));

        await Promise.all([
          Promise.all(shelf.titles.map((title) => print({ text: title }))),
          Promise.all(
            wanted.map(async (want) => {
              await print({ text: want.titles.join(", ") });
              await Promise.all(spare.map((other) => print({ text: want.side, aside: other.side })));
            }),
          ),
        ]);

        for (const floor of ["1", "2"]) {
          await print({ text: floor });
          if (floor === "1") await print({ text: "the ground" });
        }
      }),
    );
  }

  await Promise.all(
    wanted.map(async ({ side: where, titles }) => {
      if (where === "left") await Promise.all(titles.map((title) => print({ text: title })));
    }),
  );
});
