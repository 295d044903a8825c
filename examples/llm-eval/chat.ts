/** One question to a chat model. Speaks the chat-completions protocol that OpenAI, vLLM, Ollama and most gateways serve. */
import { standIn } from "./stand-in.ts";

export interface ChatRequest {
  /** Such as `http://localhost:11434/v1`; `offline:` asks the stand-in, which needs neither network nor key. */
  readonly endpoint: string;
  readonly model: string;
  readonly system: string;
  readonly text: string;
  readonly signal: AbortSignal;
}

export interface ChatReply {
  readonly text: string;
  /** What the question and its answer cost. */
  readonly tokens: number;
}

export async function chat({ endpoint, model, system, text, signal }: ChatRequest): Promise<ChatReply> {
  if (endpoint === "offline:") {
    const reply = standIn({ model, system, text });
    return { text: reply, tokens: `${system} ${text} ${reply}`.split(/\s+/u).length };
  }
  const response = await fetch(`${endpoint.replace(/\/$/u, "")}/chat/completions`, {
    method: "POST",
    signal,
    headers: { "content-type": "application/json", authorization: `Bearer ${process.env["LLM_API_KEY"] ?? ""}` },
    body: JSON.stringify({
      model,
      temperature: 0,
      messages: [
        { role: "system", content: system },
        { role: "user", content: text },
      ],
    }),
  });
  if (!response.ok) throw new Error(`${endpoint} answered ${response.status}: ${(await response.text()).slice(0, 200)}`);
  return replyOf(await response.json(), endpoint);
}

function replyOf(reply: unknown, endpoint: string): ChatReply {
  const { choices, usage } = reply as { choices?: readonly { message?: { content?: unknown } }[]; usage?: { total_tokens?: number } };
  const content = choices?.[0]?.message?.content;
  if (typeof content !== "string") throw new Error(`${endpoint} answered without a text`);
  return { text: content.trim(), tokens: usage?.total_tokens ?? 0 };
}
