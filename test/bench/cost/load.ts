import { type Agent, request } from 'undici';
import { answerWord } from './upstreamAnswers.ts';

/** One kind of request, as a client sends it. */
export interface LoadRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** How often the answer holds {@link answerWord}. */
  readonly words: number;
}

/** What a batch of requests took, each number for one request. */
export interface LoadResult {
  readonly firstByteMs: readonly number[];
  readonly totalMs: readonly number[];
}

/**
 * Sends `count` requests, `parallel` at a time, and reads every answer to its end. Throws when one is not 200 or not the
 * whole text.
 */
export async function load(
  url: string,
  sent: LoadRequest,
  count: number,
  parallel: number,
  dispatcher: Agent,
): Promise<LoadResult> {
  const firstByteMs: number[] = [];
  const totalMs: number[] = [];
  let left = count;
  const client = async (): Promise<void> => {
    while (left-- > 0) {
      const times = await ask(url, sent, dispatcher);
      firstByteMs.push(times.firstByteMs);
      totalMs.push(times.totalMs);
    }
  };
  await Promise.all(Array.from({ length: parallel }, client));
  return { firstByteMs, totalMs };
}

async function ask(
  url: string,
  { path, headers, body, words }: LoadRequest,
  dispatcher: Agent,
): Promise<{ firstByteMs: number; totalMs: number }> {
  const startMs = performance.now();
  const answer = await request(url + path, { method: 'POST', headers, body, dispatcher });
  let firstByteMs: number | undefined;
  let found = 0;
  let kept = '';
  for await (const part of answer.body) {
    firstByteMs ??= performance.now() - startMs;
    const text = kept + (part as Buffer).toString('latin1');
    found += occurrences(text);
    // A word may be cut between two pieces; less than a whole word is kept, so that none counts twice.
    kept = text.slice(-(answerWord.length - 1));
  }
  if (answer.statusCode !== 200 || found !== words) {
    throw new Error(
      `${url}${path}: status ${answer.statusCode}, ${found} words instead of ${words}: ${kept}`,
    );
  }
  return { firstByteMs: firstByteMs ?? NaN, totalMs: performance.now() - startMs };
}

function occurrences(text: string): number {
  let count = 0;
  for (let at = text.indexOf(answerWord); at !== -1; at = text.indexOf(answerWord, at + 1)) count++;
  return count;
}
