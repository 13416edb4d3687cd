import type { EmbeddingsUpstream } from '../wire/embeddings/codec.ts';
import { cohereEmbed } from '../wire/embeddings/cohere.ts';
import { geminiBatchEmbed } from '../wire/embeddings/gemini.ts';
import { ollamaEmbed } from '../wire/embeddings/ollama.ts';
import { openaiEmbeddings } from '../wire/embeddings/openai.ts';

/** The formats that providers embed in, in the order in which they are preferred: a provider's own before OpenAI's. */
export const embeddingsCodecs: readonly EmbeddingsUpstream[] = [
  ollamaEmbed,
  geminiBatchEmbed,
  cohereEmbed,
  openaiEmbeddings,
];
