import { component, Dataset, Markdown, parallelMap, pipeline, secret, step } from "dagwright";
import { chat } from "./chat.ts";
import { lastSummary, storeSummary } from "./history.ts";
import { type Question, QUESTIONS } from "./questions.ts";
import { reportPage } from "./report.ts";
import { disputed, type Grade, inBatches, regrade, regressions, summarize, type Summary } from "./scores.ts";
import { shuffle } from "./shuffle.ts";

const BATCH_SIZE = 8;
const MAX_ROUNDS = 3;

const PANEL = [
  { name: "strict", instruction: "You grade answers. Be strict: the answer must say exactly what is expected." },
  { name: "lenient", instruction: "You grade answers. Be lenient: the answer may say it in other words." },
];
const ARBITER = { name: "arbiter", instruction: "You grade answers on which two graders disagree. Think twice." };

const llm = { env: { LLM_API_KEY: secret("llm", "api-key") }, timeout: "10m", retries: 2, memory: "256Mi" } as const;

interface Endpoint {
  /** Base address of the chat API, or `offline:`. */
  endpoint: string;
  model: string;
}

interface Answer {
  id: string;
  text: string;
}

interface Verdict {
  accepted: boolean;
  reason: string;
  score: number;
  /** Questions that got no answer because their batch failed. */
  unanswered: number;
  /** What the answers cost. */
  tokens: number;
  page: Markdown;
}

/** Draws the questions of this evaluation. The same seed draws the same ones. */
export const sample = component({}, async (input: { size: number; seed: number }): Promise<{ questions: Question[] }> => {
  const questions = shuffle(QUESTIONS, input.seed).slice(0, input.size);
  step.log.metric("questions", questions.length);
  return { questions };
});

/** Asks the model a batch of questions. */
export const generate = component(
  llm,
  async (input: Endpoint & { batch: Question[] }): Promise<{ answers: Answer[]; tokens: number; transcript: Dataset }> => {
    const answers: Answer[] = [];
    let tokens = 0;
    for (const { id, text } of input.batch) {
      const reply = await chat({ ...input, system: "Answer in one short sentence.", text, signal: step.signal });
      answers.push({ id, text: reply.text });
      tokens += reply.tokens;
    }
    step.log.metric("tokens", tokens);
    const lines = answers.map((answer) => JSON.stringify(answer)).join("\n");
    return { answers, tokens, transcript: Dataset.fromText(lines, { name: "answers.jsonl", metadata: { model: input.model } }) };
  },
);

/** Has a model say of each answer whether it is right. */
export const judge = component(
  llm,
  async (input: Endpoint & { instruction: string; questions: Question[]; answers: Answer[] }): Promise<{ grades: Grade[] }> => {
    const grades: Grade[] = [];
    for (const question of input.questions) {
      const answer = input.answers.find(({ id }) => id === question.id);
      const text = `Question: ${question.text}\nExpected: ${question.expected}\nAnswer: ${answer?.text ?? ""}\nIs it right? Say yes or no.`;
      const said = await chat({ ...input, system: input.instruction, text, signal: step.signal });
      grades.push({ id: question.id, correct: /^yes\b/iu.test(said.text) });
    }
    step.log.metric("correct", grades.filter(({ correct }) => correct).length);
    return { grades };
  },
);

/** What the last accepted run scored. */
export const readLast = component({ retries: 2 }, async (input: { history?: string | undefined }): Promise<{ summary?: Summary }> => {
  const summary = input.history === undefined ? undefined : await lastSummary(input.history);
  return summary === undefined ? {} : { summary };
});

/** Keeps a summary for the next run to compare with. */
export const accept = component({ retries: 2 }, async (input: { history?: string | undefined; summary: Summary }): Promise<void> => {
  if (input.history !== undefined) await storeSummary(input.history, input.summary);
});

export const report = component(
  {},
  async (input: {
    summary: Summary;
    last?: Summary | undefined;
    reason: string;
    wrong: Question[];
    answers: Answer[];
  }): Promise<{ page: Markdown }> => {
    step.log.metric("score", input.summary.score);
    for (const { topic, score } of input.summary.byTopic) step.log.metric(`score.${topic}`, score);
    return { page: Markdown.fromText(reportPage(input), { name: "evaluation.md" }) };
  },
);

/** Tells a channel. Without a webhook it only says it in the log. */
export const notify = component({ retries: 3 }, async (input: { webhook?: string | undefined; text: string }): Promise<void> => {
  console.log(input.text);
  if (input.webhook === undefined) return;
  const response = await fetch(input.webhook, { method: "POST", body: JSON.stringify({ text: input.text }) });
  if (!response.ok) throw new Error(`the webhook answered ${response.status}`);
});

interface Evaluation {
  /** The model to evaluate. */
  model?: string;
  /** The model that grades. */
  grader?: string;
  endpoint?: string;
  /**
   * How many questions to ask.
   * @minimum 1
   * @maximum 40
   */
  size?: number;
  seed?: number;
  /** @minimum 0 @maximum 1 */
  minScore?: number;
  /** How much of its score a topic may lose. */
  tolerance?: number;
  /** What the answers may cost, in tokens. */
  budget?: number;
  /** Where the last accepted summary is kept: a `file:` or `http(s):` address. */
  history?: string;
  webhook?: string;
}

/** Asks a model a sample of questions, has the answers judged, compares with the last accepted run, and accepts or refuses the model. */
export default pipeline(
  "llm-eval",
  async ({
    model = "good",
    grader = "good",
    endpoint = "offline:",
    size = 24,
    seed = 7,
    minScore = 0.8,
    tolerance = 0.1,
    budget = 100_000,
    history,
    webhook,
  }: Evaluation): Promise<Verdict> => {
    try {
      const [{ questions }, { summary: last }] = await Promise.all([sample({ size, seed }), readLast({ history })]);

      const batches = await parallelMap(
        inBatches(questions, BATCH_SIZE),
        async (batch) => {
          try {
            const { answers, tokens } = await generate({ endpoint, model, batch });
            return { answers, tokens };
          } catch {
            await notify({ webhook, text: `${model} gave no answer to ${batch.length} questions` });
            return { answers: [], tokens: 0 };
          }
        },
        { concurrency: 4 },
      );
      const answers = batches.flatMap((batch) => batch.answers);
      const tokens = batches.reduce((sum, batch) => sum + batch.tokens, 0);

      const grade = async (instruction: string, some: Question[]): Promise<Grade[]> => {
        const { grades } = await judge({ endpoint, model: grader, instruction, questions: some, answers });
        return grades;
      };
      const panel = await Promise.all(PANEL.map(({ instruction }) => grade(instruction, questions)));

      let [grades = []] = panel;
      let open = disputed(questions, panel);
      for (let round = 0; round < MAX_ROUNDS && open.length > 0; round++) {
        const [first, second] = await Promise.all([grade(ARBITER.instruction, open), grade(ARBITER.instruction, open)]);
        grades = regrade(grades, first);
        open = disputed(open, [first, second]);
      }

      const summary = summarize(model, questions, grades);
      const worse = regressions(summary, last, tolerance);
      const wrong = questions.filter(({ id }) => grades.some((grade) => grade.id === id && !grade.correct));

      let reason = "good enough, and nothing got worse";
      if (summary.score < minScore) reason = `a score of ${summary.score.toFixed(2)} is below ${minScore}`;
      else if (worse.length > 0) reason = `worse than the last run: ${worse.join(", ")}`;
      else if (tokens > budget) reason = `${tokens} tokens are more than the ${budget} that answers may cost`;

      const accepted = summary.score >= minScore && worse.length === 0 && tokens <= budget;
      const { page } = await report({ summary, last, reason, wrong, answers });
      if (accepted) await accept({ history, summary });
      await notify({ webhook, text: `${model}: ${accepted ? "accepted" : "refused"}, ${reason}` });
      return { accepted, reason, score: summary.score, unanswered: questions.length - answers.length, tokens, page };
    } catch (error) {
      await notify({ webhook, text: `the evaluation of ${model} failed` });
      throw error;
    }
  },
);
