import type { PreparedAnswers } from '../../../src/protocol/webviewMessages.ts';
import { isJsonObject } from '../model/json.ts';

/** A page that is shown later than this after it was made was hidden at first: things have changed. */
const maxAgeMs = 5_000;

/**
 * The answers that came with the page; none when a page before this one has used them, or when they are old.
 * @param text of the document, as the host wrote it; empty: nothing came
 * @param kept what a page before this one has kept, its `prepared` the id of what it used
 * @param nowMs since 1970
 */
export function readPrepared(text: string, kept: unknown, nowMs: number): PreparedAnswers {
  if (text === '') return { id: '', atMs: nowMs, answers: [] };
  const prepared = JSON.parse(text) as PreparedAnswers;
  const isUsed = isJsonObject(kept) && kept['prepared'] === prepared.id;
  const isOld = Math.abs(nowMs - prepared.atMs) > maxAgeMs;
  return isUsed || isOld ? { ...prepared, answers: [] } : prepared;
}
