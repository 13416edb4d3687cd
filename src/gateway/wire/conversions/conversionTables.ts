import { chatCodec } from '../chat/codec.ts';
import { chatAnswers, chatConversions } from '../chat/conversions.ts';
import type { ChatCodec, CompletionCodec } from '../codec.ts';
import type { EmbeddingsUpstream } from '../embeddings/codec.ts';
import { cohereEmbed } from '../embeddings/cohere.ts';
import {
  cohereEmbedConversions,
  geminiEmbedConversions,
  ollamaEmbedConversions,
  openaiEmbeddingsConversions,
} from '../embeddings/conversions.ts';
import { geminiBatchEmbed } from '../embeddings/gemini.ts';
import { ollamaEmbed } from '../embeddings/ollama.ts';
import { openaiEmbeddings } from '../embeddings/openai.ts';
import { cohereCodec } from '../cohere/codec.ts';
import { cohereConversions } from '../cohere/conversions.ts';
import { completionsCodec } from '../completions/codec.ts';
import { completionsConversions } from '../completions/conversions.ts';
import { fimCodec } from '../fim/codec.ts';
import { fimConversions } from '../fim/conversions.ts';
import { geminiCodec } from '../gemini/codec.ts';
import { geminiAnswers, geminiConversions } from '../gemini/conversions.ts';
import { llamacppInfillCodec } from '../llamacpp/infillCodec.ts';
import { infillConversions } from '../llamacpp/conversions.ts';
import { messagesCodec } from '../messages/codec.ts';
import { messagesAnswers, messagesConversions } from '../messages/conversions.ts';
import { ollamaChatCodec } from '../ollama/chatCodec.ts';
import { ollamaAnswers, ollamaChatConversions, ollamaGenerateConversions } from '../ollama/conversions.ts';
import { ollamaGenerateCodec } from '../ollama/generateCodec.ts';
import { responsesCodec } from '../responses/codec.ts';
import { responsesAnswers, responsesConversions } from '../responses/conversions.ts';
import { vscodeCodec } from '../vscode/codec.ts';
import { vscodeAnswers, vscodeConversions } from '../vscode/conversions.ts';
import type { AnswerField } from './answerFields.ts';
import type { ChatField } from './chatFields.ts';
import type { CompletionField } from './completionFields.ts';
import type { ConversionTable } from './conversion.ts';
import type { EmbeddingsField } from './embeddingsFields.ts';

/** The statements of one encoder, and what the documentation calls its target. */
export interface DescribedCodec<Codec, Field extends string> {
  readonly codec: Codec;
  readonly title: string;
  readonly conversions: ConversionTable<Field>;
  /** What becomes of answers for clients of the format; absent where there are none. */
  readonly answers?: ConversionTable<AnswerField>;
}

/** Every chat-like format that a request may be written in. */
export const chatConversionTables: readonly DescribedCodec<ChatCodec, ChatField>[] = [
  { codec: chatCodec, title: 'Chat Completions', conversions: chatConversions, answers: chatAnswers },
  {
    codec: messagesCodec,
    title: 'Anthropic Messages',
    conversions: messagesConversions,
    answers: messagesAnswers,
  },
  {
    codec: responsesCodec,
    title: 'OpenAI Responses',
    conversions: responsesConversions,
    answers: responsesAnswers,
  },
  { codec: geminiCodec, title: 'Gemini', conversions: geminiConversions, answers: geminiAnswers },
  {
    codec: ollamaChatCodec,
    title: 'Ollama chat',
    conversions: ollamaChatConversions,
    answers: ollamaAnswers,
  },
  { codec: cohereCodec, title: 'Cohere chat', conversions: cohereConversions },
  {
    codec: vscodeCodec,
    title: 'VS Code’s language models',
    conversions: vscodeConversions,
    answers: vscodeAnswers,
  },
];

/** Every format that a completion may be written in. */
export const completionConversionTables: readonly DescribedCodec<CompletionCodec, CompletionField>[] = [
  { codec: completionsCodec, title: 'Legacy completions', conversions: completionsConversions },
  { codec: fimCodec, title: 'Mistral FIM', conversions: fimConversions },
  { codec: ollamaGenerateCodec, title: 'Ollama generate', conversions: ollamaGenerateConversions },
  { codec: llamacppInfillCodec, title: 'llama.cpp infill', conversions: infillConversions },
];

/** Every format that embeddings may be asked for in. */
export const embeddingsConversionTables: readonly DescribedCodec<EmbeddingsUpstream, EmbeddingsField>[] = [
  { codec: openaiEmbeddings, title: 'OpenAI embeddings', conversions: openaiEmbeddingsConversions },
  { codec: ollamaEmbed, title: 'Ollama embed', conversions: ollamaEmbedConversions },
  { codec: geminiBatchEmbed, title: 'Gemini embeddings', conversions: geminiEmbedConversions },
  { codec: cohereEmbed, title: 'Cohere embed', conversions: cohereEmbedConversions },
];
