import { invalidRequest } from '../../errors.ts';
import type { CompletionRequest } from '../exchange.ts';

/** Throws `invalid_request` for a request with several prompts or token ids, for a target that takes one text. */
export function requireSinglePrompt(request: CompletionRequest): void {
  if (request.promptList === undefined) return;
  throw invalidRequest(
    'prompt',
    'prompt must be one string for this model: several prompts, or token ids, go only to providers with an OpenAI completions endpoint.',
  );
}
