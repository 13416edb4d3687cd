import { invalidRequest } from '../errors.ts';
import type { ChatRequest } from './exchange.ts';

/** Throws `invalid_request` for a request of several answers, for a target that gives one. `whose`: `Ollama’s models`. */
export function requireSingleAnswer({ answerCount }: ChatRequest, whose: string): void {
  if ((answerCount ?? 1) <= 1) return;
  throw invalidRequest('n', `n: ${whose} give one answer; leave it out, or route to another model.`);
}
