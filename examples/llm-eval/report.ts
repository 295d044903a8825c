/** The page that people read. */
import type { Question } from "./questions.ts";
import { type Summary, topicScore } from "./scores.ts";

interface Answer {
  id: string;
  text: string;
}

export interface Report {
  readonly summary: Summary;
  readonly last?: Summary | undefined;
  readonly reason: string;
  readonly wrong: readonly Question[];
  readonly answers: readonly Answer[];
}

export function reportPage({ summary, last, reason, wrong, answers }: Report): string {
  const percent = (share: number): string => `${(share * 100).toFixed(0)} %`;
  const topics = summary.byTopic.map(({ topic, score, questions }) => {
    const before = last === undefined ? "–" : percent(topicScore(last, topic, 0));
    return `| ${topic} | ${questions} | ${percent(score)} | ${before} |`;
  });
  const mistakes = wrong.map(({ id, text, expected }) => {
    const answer = answers.find((one) => one.id === id)?.text ?? "no answer";
    return `- **${text}** ${expected}, and not: ${answer}`;
  });
  return [
    `# ${summary.model}: ${percent(summary.score)} of ${summary.questions} questions`,
    "",
    `${reason[0]?.toUpperCase() ?? ""}${reason.slice(1)}.`,
    "",
    "| topic | questions | now | last |",
    "|---|--:|--:|--:|",
    ...topics,
    "",
    "## Wrong",
    "",
    ...(mistakes.length === 0 ? ["Nothing."] : mistakes),
    "",
  ].join("\n");
}
