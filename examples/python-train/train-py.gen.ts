// Generated from train.py by pipeline.test.ts; `npm run goldens` makes it again.
export const TRAIN_PY = `"""Fits a line to a CSV file of two columns by least squares, with nothing but the standard library."""

import argparse
import csv
import json


def read_rows(path: str) -> list[tuple[float, float]]:
    with open(path, newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    return [(float(x), float(y)) for x, y in rows[1:]]


def fit(rows: list[tuple[float, float]]) -> tuple[float, float]:
    """Slope and intercept; raises ValueError where no line is the best one."""
    count = len(rows)
    if count < 2:
        raise ValueError(f"a line needs two points, and there are {count}")
    mean_x = sum(x for x, _ in rows) / count
    mean_y = sum(y for _, y in rows) / count
    spread = sum((x - mean_x) ** 2 for x, _ in rows)
    if spread == 0:
        raise ValueError("every point has the same x")
    slope = sum((x - mean_x) * (y - mean_y) for x, y in rows) / spread
    return slope, mean_y - slope * mean_x


def mean_squared_error(rows: list[tuple[float, float]], slope: float, intercept: float) -> float:
    return sum((y - (intercept + slope * x)) ** 2 for x, y in rows) / len(rows)


def main() -> None:
    parser = argparse.ArgumentParser(prog="train.py", description=__doc__)
    parser.add_argument("--data", required=True, help="CSV file: a header, then x,y in each line")
    parser.add_argument("--model", required=True, help="JSON file to write: slope and intercept")
    parser.add_argument("--loss", required=True, help="file to write the mean squared error to")
    options = parser.parse_args()

    rows = read_rows(options.data)
    slope, intercept = fit(rows)
    loss = mean_squared_error(rows, slope, intercept)
    with open(options.model, "w", encoding="utf-8") as file:
        json.dump({"slope": slope, "intercept": intercept}, file)
    with open(options.loss, "w", encoding="utf-8") as file:
        json.dump(loss, file)
    print(f"{len(rows)} rows: y = {intercept:.4f} + {slope:.4f} x, mean squared error {loss:.4f}")


if __name__ == "__main__":
    main()
`;
