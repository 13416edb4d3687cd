import type { JsonObject } from '../../src/gateway/wire/json.ts';

/** A `chat.completion.chunk` as OpenAI writes it. */
export function chatChunk(
  delta: JsonObject,
  finishReason: string | null = null,
  fields: JsonObject = {},
): JsonObject {
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion.chunk',
    created: 1_760_000_000,
    model: 'gpt-x',
    choices: [{ index: 0, delta, finish_reason: finishReason }],
    ...fields,
  };
}

/** The JSON of every `data:` line of a written stream; `[DONE]` is left out. */
export function readChatChunks(text: string): JsonObject[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('data: {'))
    .map((line) => JSON.parse(line.slice('data: '.length)) as JsonObject);
}

/** The first choice's delta of every written chunk that has one. */
export function readDeltas(text: string): JsonObject[] {
  return readChatChunks(text).flatMap((chunk) => {
    const [choice] = chunk.choices as { delta: JsonObject }[];
    return choice === undefined ? [] : [choice.delta];
  });
}
