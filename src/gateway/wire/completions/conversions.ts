import type { CompletionField } from '../conversions/completionFields.ts';
import { type ConversionTable, ownFieldsOnly } from '../conversions/conversion.ts';

/** What becomes of a request of another format that goes to a server of OpenAI's legacy completions. */
export const completionsConversions: ConversionTable<CompletionField> = {
  prompt: { kept: 'prompt' },
  'sentinel tokens in the prompt': {
    kept: 'prompt',
  },
  'several prompts, token ids': { kept: 'prompt' },
  suffix: { kept: 'suffix' },
  'streamed answer': { kept: 'stream' },
  'output limit': { kept: 'max_tokens' },
  temperature: { kept: 'temperature' },
  top_p: { kept: 'top_p' },
  top_k: { kept: 'top_k' },
  seed: { kept: 'seed' },
  'frequency penalty': { kept: 'frequency_penalty' },
  'presence penalty': { kept: 'presence_penalty' },
  'stop sequences': { kept: 'stop' },
  'other fields of the request': { dropped: 'extra', why: ownFieldsOnly },
};
