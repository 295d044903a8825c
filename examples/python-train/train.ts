import { container, type Dataset, Model } from "dagwright";
import { fromCsv } from "./csv.ts";
import { fitLine, meanSquaredError } from "./line.ts";
import { TRAIN_PY } from "./train-py.gen.ts";

/**
 * `python train.py` in an image that anyone can pull: the program travels in the command line, so no image has to be built. A bigger one
 * belongs into an image of its own (`command: ["python", "train.py"]`).
 */
export const train = container<{ data: Dataset }, { model: Model; loss: number }>({
  image: "python:3.11-slim",
  cpu: 1,
  memory: "256Mi",
  command: ["python", "-c", TRAIN_PY],
  args: (input, output) => ["--data", input.data.path, "--model", output.model.path, "--loss", output.loss.path],
  // What plain Node, tests and machines without podman or docker run instead.
  fake: async ({ data }) => {
    const points = fromCsv(await data.text());
    const line = fitLine(points);
    return { model: Model.fromJson(line), loss: meanSquaredError(points, line) };
  },
});
