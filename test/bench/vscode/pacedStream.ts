import { answerWord } from '../cost/upstreamAnswers.ts';

/**
 * Reads the fake provider's paced stream to its end and returns the longest time in ms between two pieces of it.
 * @throws when it does not have one word for each of `events`
 */
export async function readPacedStream(body: AsyncIterable<Buffer>, events: number): Promise<number> {
  const pieces: Buffer[] = [];
  let longestMs = 0;
  let lastMs: number | undefined;
  for await (const piece of body) {
    const nowMs = performance.now();
    longestMs = Math.max(longestMs, nowMs - (lastMs ?? nowMs));
    lastMs = nowMs;
    pieces.push(piece);
  }
  const words = Buffer.concat(pieces).toString().split(answerWord).length - 1;
  if (words !== events) throw new Error(`a stream of ${words} words instead of ${events}`);
  return longestMs;
}
