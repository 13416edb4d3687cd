/** What a model can do, as far as it is known; what is not known is undefined. */
export interface ModelCapabilities {
  /** What it can read and write in all. */
  readonly contextTokens?: number;
  /** The most that one answer may have. */
  readonly maxOutputTokens?: number;
  readonly tools?: boolean;
  /** It reads images. */
  readonly images?: boolean;
  /** It can think before it answers. */
  readonly reasoning?: boolean;
  /** Accepted efforts as the provider says them, weakest first. */
  readonly reasoningEfforts?: readonly string[];
  /** It was trained to fill in the middle of a text. */
  readonly fim?: boolean;
  /** It makes embeddings. */
  readonly embeddings?: boolean;
}
