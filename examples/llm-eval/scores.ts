/** What the graders said, put together: plain functions, which the pipeline calls between its steps. */
import type { Question, Topic } from "./questions.ts";

export interface Grade {
  id: string;
  correct: boolean;
}

export interface Summary {
  model: string;
  questions: number;
  /** Share of correct answers, from 0 to 1. */
  score: number;
  byTopic: { topic: Topic; score: number; questions: number }[];
}

export const inBatches = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));

/** Questions about which the graders do not agree. */
export const disputed = (questions: readonly Question[], panels: readonly (readonly Grade[])[]): Question[] =>
  questions.filter(({ id }) => new Set(panels.map((grades) => isCorrect(grades, id))).size > 1);

/** Later grades of a question replace earlier ones. */
export const regrade = (grades: readonly Grade[], again: readonly Grade[]): Grade[] =>
  grades.map((grade) => again.find(({ id }) => id === grade.id) ?? grade);

export function summarize(model: string, questions: readonly Question[], grades: readonly Grade[]): Summary {
  const topics = [...new Set(questions.map(({ topic }) => topic))].toSorted();
  return {
    model,
    questions: questions.length,
    score: scoreOf(questions, grades),
    byTopic: topics.map((topic) => {
      const some = questions.filter((question) => question.topic === topic);
      return { topic, score: scoreOf(some, grades), questions: some.length };
    }),
  };
}

/** Topics that lost more than `tolerance` since the last accepted run. */
export const regressions = (now: Summary, last: Summary | undefined, tolerance: number): Topic[] =>
  (last?.byTopic ?? []).filter(({ topic, score }) => score - topicScore(now, topic, score) > tolerance).map(({ topic }) => topic);

export const topicScore = (summary: Summary, topic: Topic, otherwise: number): number =>
  summary.byTopic.find((one) => one.topic === topic)?.score ?? otherwise;

const scoreOf = (questions: readonly Question[], grades: readonly Grade[]): number =>
  questions.length === 0 ? 0 : questions.filter(({ id }) => isCorrect(grades, id)).length / questions.length;

const isCorrect = (grades: readonly Grade[], id: string): boolean => grades.some((grade) => grade.id === id && grade.correct);
