/** What is asked, and what a good answer says. Written for this example; the facts are common knowledge. */
export type Topic = "arithmetic" | "geography" | "units" | "dates";

export interface Question {
  id: string;
  topic: Topic;
  text: string;
  expected: string;
}

type Entry = readonly [text: string, expected: string];

const TOPICS: Readonly<Record<Topic, readonly Entry[]>> = {
  arithmetic: [
    ["What is 17 + 26?", "43"],
    ["What is 9 times 12?", "108"],
    ["What is 144 divided by 12?", "12"],
    ["What is 1000 - 373?", "627"],
    ["What is the remainder of 29 divided by 4?", "1"],
    ["What is 2 to the power of 10?", "1024"],
    ["What is the square root of 225?", "15"],
    ["What is 15 % of 80?", "12"],
    ["What is the sum of the numbers from 1 to 10?", "55"],
    ["What is the next prime after 31?", "37"],
  ],
  geography: [
    ["What is the capital of Portugal?", "Lisbon"],
    ["What is the capital of Kenya?", "Nairobi"],
    ["What is the capital of Canada?", "Ottawa"],
    ["Which river flows through Vienna?", "Danube"],
    ["Which ocean lies between Africa and Australia?", "Indian Ocean"],
    ["On which continent is Peru?", "South America"],
    ["Which country has the city of Kyoto?", "Japan"],
    ["Which sea lies between Italy and Croatia?", "Adriatic Sea"],
    ["What is the highest mountain on Earth?", "Mount Everest"],
    ["Which desert covers most of Botswana?", "Kalahari"],
  ],
  units: [
    ["How many metres are there in 3 kilometres?", "3000"],
    ["How many minutes are there in 4 hours?", "240"],
    ["How many grams are there in 2.5 kilograms?", "2500"],
    ["How many bits are there in a byte?", "8"],
    ["How many degrees has a right angle?", "90"],
    ["How many seconds are there in an hour?", "3600"],
    ["How many millilitres are there in half a litre?", "500"],
    ["At how many degrees Celsius does water freeze at sea level?", "0"],
    ["How many square metres are there in a hectare?", "10000"],
    ["How many sides has a hexagon?", "6"],
  ],
  dates: [
    ["How many days has a leap year?", "366"],
    ["Which month comes after August?", "September"],
    ["How many days has February in 2023?", "28"],
    ["Which day comes two days after Friday?", "Sunday"],
    ["In which month is the March equinox?", "March"],
    ["How many weeks are there in 42 days?", "6"],
    ["How many months have 31 days?", "7"],
    ["How many years are there in a century?", "100"],
    ["Which month is the shortest?", "February"],
    ["How many hours are there in three days?", "72"],
  ],
};

export const QUESTIONS: readonly Question[] = Object.entries(TOPICS).flatMap(([topic, entries]) =>
  entries.map(([text, expected], index) => ({ id: `${topic}-${index + 1}`, topic: topic as Topic, text, expected })),
);
