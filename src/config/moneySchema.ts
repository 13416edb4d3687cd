import { z } from 'zod';

/** USD per million tokens. */
export const priceSchema = z.strictObject({
  input: z.number().nonnegative(),
  output: z.number().nonnegative(),
  cachedInput: z.number().nonnegative().optional().describe('Read from the prompt cache.'),
  cacheWrite: z.number().nonnegative().optional(),
  perRequest: z.number().nonnegative().optional().describe('USD for each request.'),
});

/** `provider:model` with prices per thousand tokens, as ModelMuxer writes them. */
export const priceThousandSchema = z.strictObject({
  input_per_1k_usd: z.number().nonnegative(),
  output_per_1k_usd: z.number().nonnegative(),
});

export const pricesSchema = z
  .union([z.string().min(1), z.record(z.string(), z.union([priceSchema, priceThousandSchema]))])
  .describe(
    'Your own prices by `provider/model` or glob, in USD per million tokens; or a JSON file that holds them. They come before the built-in ones.',
  );

export const assumedTokensSchema = z
  .strictObject({
    prompt: z.int().nonnegative().optional().describe('400 by default.'),
    answer: z.int().nonnegative().optional().describe('300 by default.'),
  })
  .describe('The sizes that estimates use where nothing is known of a prompt or an answer.');

export type PriceConfig = z.infer<typeof priceSchema>;
export type AssumedTokensConfig = z.infer<typeof assumedTokensSchema>;
