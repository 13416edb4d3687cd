import { UpstreamAnswerError } from '../errors.ts';
import type { UpstreamAnswer } from '../upstream/attempt.ts';
import { readWhole, startBody } from './startedBody.ts';

/** How a server says that it has no such endpoint. */
export const missingEndpointStatuses: ReadonlySet<number> = new Set([404, 405, 501]);

/** What providers say of models that only chat: OpenAI and Ollama with 400, llama.cpp with 501. */
const onlyChats = /chat model|does not support insert/;

/** LM Studio's words with a status of 200 (github.com/lmstudio-ai/lmstudio-bug-tracker, issue 618). */
const unknownPath = /^\s*\{\s*"error"\s*:\s*"Unexpected endpoint or method/;
/** Those words have about 70 bytes. */
const longestRefusalBytes = 512;

/** No such endpoint, or not for this model. */
export function isMissingEndpoint(error: unknown): boolean {
  if (!(error instanceof UpstreamAnswerError)) return false;
  return missingEndpointStatuses.has(error.status) || (error.status === 400 && onlyChats.test(error.message));
}

/**
 * An answer as it came; throws UpstreamAnswerError 404 for one that says with a good status that the path is unknown.
 * @param provider its id
 */
export async function withoutUnknownPath(answer: UpstreamAnswer, provider: string): Promise<UpstreamAnswer> {
  const { start, chunks } = await startBody(answer.body);
  const text = Buffer.from(start.subarray(0, longestRefusalBytes)).toString();
  if (!unknownPath.test(text)) return { ...answer, body: chunks };
  const body = await readWhole(chunks);
  const { headers } = answer;
  throw new UpstreamAnswerError({ provider, status: 404, message: text, body, headers, insideAnswer: true });
}
