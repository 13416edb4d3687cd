/** How one family of models marks the gap in a fill-in-the-middle prompt. */
export interface SentinelFamily {
  /** Stands before the text that comes before the cursor. */
  readonly prefix: string;
  /** Stands before the text that comes after the cursor. */
  readonly suffix: string;
  /** Ends the prompt: here the model goes on. Codestral has none. */
  readonly middle?: string;
  /** One blank stands around the tokens, and is no part of the text. */
  readonly isPadded?: boolean;
  /** The order that the models were trained on; both are read. */
  readonly order: 'prefixFirst' | 'suffixFirst';
  /** Model names of the family, in lower case. */
  readonly models: RegExp;
}

/** Families in order of precedence for names; several share their tokens and differ in the order. */
export const sentinelFamilies: readonly SentinelFamily[] = [
  {
    prefix: '<fim_prefix>',
    suffix: '<fim_suffix>',
    middle: '<fim_middle>',
    order: 'suffixFirst',
    models: /mellum/,
  },
  {
    prefix: '<fim_prefix>',
    suffix: '<fim_suffix>',
    middle: '<fim_middle>',
    order: 'prefixFirst',
    models: /star-?coder|stable-?code|codeqwen|granite[^/]*code|refact/,
  },
  {
    prefix: '<|fim_prefix|>',
    suffix: '<|fim_suffix|>',
    middle: '<|fim_middle|>',
    order: 'prefixFirst',
    models: /qwen[^/]*coder|codegemma|granite-?(?:3\.[3-9]|[4-9])/,
  },
  {
    prefix: '<fim-prefix>',
    suffix: '<fim-suffix>',
    middle: '<fim-middle>',
    order: 'prefixFirst',
    models: /santacoder/,
  },
  {
    prefix: '<PRE>',
    suffix: '<SUF>',
    middle: '<MID>',
    isPadded: true,
    order: 'prefixFirst',
    models: /code-?llama/,
  },
  {
    prefix: '<｜fim▁begin｜>',
    suffix: '<｜fim▁hole｜>',
    middle: '<｜fim▁end｜>',
    order: 'prefixFirst',
    models: /deepseek-coder/,
  },
  {
    prefix: '<|code_prefix|>',
    suffix: '<|code_suffix|>',
    middle: '<|code_middle|>',
    order: 'suffixFirst',
    models: /codegeex/,
  },
  {
    prefix: '<[fim-prefix]>',
    suffix: '<[fim-suffix]>',
    middle: '<[fim-middle]>',
    order: 'suffixFirst',
    models: /seed-?coder/,
  },
  { prefix: '[PREFIX]', suffix: '[SUFFIX]', order: 'suffixFirst', models: /codestral/ },
];

/** The family of a model name; undefined when the name does not tell. */
export function familyOfModel(model: string): SentinelFamily | undefined {
  const name = model.toLowerCase();
  return sentinelFamilies.find((family) => family.models.test(name));
}

/** Whether a family marks the gap with the same tokens as another. */
export function sharesTokens(one: SentinelFamily, other: SentinelFamily): boolean {
  return one.prefix === other.prefix && one.suffix === other.suffix && one.middle === other.middle;
}
