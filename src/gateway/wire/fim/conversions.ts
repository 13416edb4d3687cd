import type { CompletionField } from '../conversions/completionFields.ts';
import { type ConversionTable, ownFieldsOnly } from '../conversions/conversion.ts';

/** What becomes of a request of another format that goes to Mistral's completions. */
export const fimConversions: ConversionTable<CompletionField> = {
  prompt: { kept: 'prompt' },
  'sentinel tokens in the prompt': { emulated: 'taken apart into `prompt` and `suffix`' },
  'several prompts, token ids': { refused: 'Mistral takes one prompt as text' },
  suffix: { kept: 'suffix' },
  'streamed answer': { kept: 'stream' },
  'output limit': { kept: 'max_tokens' },
  temperature: { kept: 'temperature' },
  top_p: { kept: 'top_p' },
  top_k: { dropped: 'top_k', why: 'Mistral refuses it here' },
  seed: { kept: 'random_seed' },
  'frequency penalty': { dropped: 'frequency_penalty', why: 'Mistral refuses it here' },
  'presence penalty': { dropped: 'presence_penalty', why: 'Mistral refuses it here' },
  'stop sequences': { kept: 'stop' },
  'other fields of the request': { dropped: 'extra', why: ownFieldsOnly },
};
