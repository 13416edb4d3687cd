import type { ChatRequest, NeutralMessage, NeutralPart } from './exchange.ts';

const jsonWord = { type: 'text', text: 'Answer in JSON.' } as const satisfies NeutralPart;

/**
 * The request with a word of JSON in its system text, where it wants any JSON object and no message says so: OpenAI and its
 * followers refuse that ("messages must contain the word 'json'"), Gemini's and Ollama's clients need not say it.
 */
export function withJsonWord(request: ChatRequest): ChatRequest {
  const { messages, responseFormat } = request;
  if (responseFormat?.type !== 'json' || messages.some(({ content }) => content.some(saysJson)))
    return request;
  const [first, ...others] = messages;
  const spoken: readonly NeutralMessage[] =
    first?.role === 'system'
      ? [{ ...first, content: [...first.content, jsonWord] }, ...others]
      : [{ role: 'system', content: [jsonWord] }, ...messages];
  return { ...request, messages: spoken };
}

function saysJson(part: NeutralPart): boolean {
  return part.type === 'text' && /json/i.test(part.text);
}
