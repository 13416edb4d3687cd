import { chatCodec } from '../chat/codec.ts';
import { chatConversions } from '../chat/conversions.ts';
import type { ChatCodec, CompletionCodec } from '../codec.ts';
import { cohereCodec } from '../cohere/codec.ts';
import { cohereConversions } from '../cohere/conversions.ts';
import { completionsCodec } from '../completions/codec.ts';
import { completionsConversions } from '../completions/conversions.ts';
import { fimCodec } from '../fim/codec.ts';
import { fimConversions } from '../fim/conversions.ts';
import { geminiCodec } from '../gemini/codec.ts';
import { geminiConversions } from '../gemini/conversions.ts';
import { llamacppInfillCodec } from '../llamacpp/infillCodec.ts';
import { infillConversions } from '../llamacpp/conversions.ts';
import { messagesCodec } from '../messages/codec.ts';
import { messagesConversions } from '../messages/conversions.ts';
import { ollamaChatCodec } from '../ollama/chatCodec.ts';
import { ollamaChatConversions, ollamaGenerateConversions } from '../ollama/conversions.ts';
import { ollamaGenerateCodec } from '../ollama/generateCodec.ts';
import { responsesCodec } from '../responses/codec.ts';
import { responsesConversions } from '../responses/conversions.ts';
import type { ChatField } from './chatFields.ts';
import type { CompletionField } from './completionFields.ts';
import type { ConversionTable } from './conversion.ts';

/** The statements of one encoder, and what the documentation calls its target. */
export interface DescribedCodec<Codec, Field extends string> {
  readonly codec: Codec;
  readonly title: string;
  readonly conversions: ConversionTable<Field>;
}

/** Every chat-like format that a request may be written in. */
export const chatConversionTables: readonly DescribedCodec<ChatCodec, ChatField>[] = [
  { codec: chatCodec, title: 'Chat Completions', conversions: chatConversions },
  { codec: messagesCodec, title: 'Anthropic Messages', conversions: messagesConversions },
  { codec: responsesCodec, title: 'OpenAI Responses', conversions: responsesConversions },
  { codec: geminiCodec, title: 'Gemini', conversions: geminiConversions },
  { codec: ollamaChatCodec, title: 'Ollama chat', conversions: ollamaChatConversions },
  { codec: cohereCodec, title: 'Cohere chat', conversions: cohereConversions },
];

/** Every format that a completion may be written in. */
export const completionConversionTables: readonly DescribedCodec<CompletionCodec, CompletionField>[] = [
  { codec: completionsCodec, title: 'Legacy completions', conversions: completionsConversions },
  { codec: fimCodec, title: 'Mistral FIM', conversions: fimConversions },
  { codec: ollamaGenerateCodec, title: 'Ollama generate', conversions: ollamaGenerateConversions },
  { codec: llamacppInfillCodec, title: 'llama.cpp infill', conversions: infillConversions },
];
