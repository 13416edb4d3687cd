import type Anthropic from '@anthropic-ai/sdk';
import type * as Gemini from '@google/genai';
import type * as Ollama from 'ollama';
import type OpenAI from 'openai';

/**
 * The bodies that the providers take, as the SDKs that they publish declare them (openai: Apache-2.0, generated from
 * OpenAI's OpenAPI document; @anthropic-ai/sdk: MIT; @google/genai: Apache-2.0; ollama: MIT). `typeSchema.ts` turns them
 * into JSON schemas, so that a newer SDK brings its newer rules with it.
 */

/** With `parsed`, which OpenAI's own library sends back with an answer that it streamed. */
export type ChatBody = ChatBodyOf<EchoedMessage>;

/** With what servers that follow OpenAI added: reasoning in the history (DeepSeek, vLLM …) and more sampling. */
export type CompatibleChatBody = ChatBodyOf<EchoedMessage & { reasoning_content?: string | null }> & {
  top_k?: number;
};

type ChatBodyOf<Answer> = Omit<OpenAI.ChatCompletionCreateParamsNonStreaming, 'messages' | 'stream'> & {
  messages: (Exclude<OpenAI.ChatCompletionMessageParam, { role: 'assistant' }> | Answer)[];
  stream?: boolean | null;
};

type EchoedMessage = Omit<OpenAI.ChatCompletionAssistantMessageParam, 'tool_calls'> & {
  parsed?: null;
  tool_calls?: EchoedCall[];
};

type EchoedCall =
  | OpenAI.ChatCompletionMessageCustomToolCall
  | {
      id: string;
      type: 'function';
      function: OpenAI.ChatCompletionMessageFunctionToolCall.Function & { parsed_arguments?: unknown };
    };

export type ResponsesBody = OpenAI.Responses.ResponseCreateParams;

export type CompletionsBody = OpenAI.CompletionCreateParams;

export type EmbeddingsBody = OpenAI.EmbeddingCreateParams;

/** With the sampling parameters that version 2023-06-01 of the API takes and the SDK no longer offers. */
export type MessagesBody = Anthropic.MessageCreateParams & {
  temperature?: number;
  top_p?: number;
  top_k?: number;
};

/** The body of generateContent as it goes over the wire: ai.google.dev/api/generate-content, "Request body". */
export interface GeminiBody {
  contents: Gemini.Content[];
  systemInstruction?: Gemini.Content;
  tools?: Gemini.Tool[];
  toolConfig?: Gemini.ToolConfig;
  safetySettings?: Gemini.SafetySetting[];
  generationConfig?: Gemini.GenerationConfig;
  cachedContent?: string;
}

/** Ollama's own API: github.com/ollama/ollama/blob/main/docs/api.md, and `api/types.go` for the fields of messages. */
export interface OllamaChatBody {
  model: string;
  messages: OllamaMessage[];
  stream?: boolean;
  format?: string | Record<string, unknown>;
  keep_alive?: string | number;
  tools?: OllamaTool[];
  think?: boolean | 'high' | 'medium' | 'low' | 'max';
  logprobs?: boolean;
  top_logprobs?: number;
  options?: Partial<Ollama.Options>;
  truncate?: boolean;
  shift?: boolean;
}

interface OllamaMessage {
  role: 'system' | 'user' | 'assistant' | 'tool';
  content?: string;
  thinking?: string;
  images?: string[];
  tool_calls?: {
    id?: string;
    function: { index?: number; name: string; arguments: Record<string, unknown> };
  }[];
  tool_name?: string;
  tool_call_id?: string;
}

interface OllamaTool {
  type: 'function';
  function: { name: string; description?: string; parameters?: Record<string, unknown> };
}

/** Mistral's fill-in-the-middle: docs.mistral.ai/api, `POST /v1/fim/completions`. */
export interface FimBody {
  model: string;
  prompt: string;
  suffix?: string | null;
  max_tokens?: number | null;
  min_tokens?: number | null;
  temperature?: number | null;
  top_p?: number;
  stop?: string | string[];
  random_seed?: number | null;
  stream?: boolean;
  metadata?: Record<string, unknown> | null;
}
