import type { CompletionField } from '../conversions/completionFields.ts';
import { type ConversionTable, ownFieldsOnly } from '../conversions/conversion.ts';

/** What becomes of a completion with a gap that goes to llama.cpp's infill. */
export const infillConversions: ConversionTable<CompletionField> = {
  prompt: { kept: 'input_prefix' },
  'sentinel tokens in the prompt': {
    emulated: 'taken apart into `input_prefix` and `input_suffix`, other files into `input_extra`',
  },
  'several prompts, token ids': { refused: 'llama.cpp fills one gap at a time' },
  suffix: { kept: 'input_suffix' },
  'streamed answer': { kept: 'stream' },
  'output limit': { kept: 'n_predict' },
  temperature: { kept: 'temperature' },
  top_p: { kept: 'top_p' },
  top_k: { kept: 'top_k' },
  seed: { kept: 'seed' },
  'frequency penalty': { kept: 'frequency_penalty' },
  'presence penalty': { kept: 'presence_penalty' },
  'stop sequences': { kept: 'stop' },
  'other fields of the request': { dropped: 'extra', why: ownFieldsOnly },
};
