import type Anthropic from '@anthropic-ai/sdk';
import type * as Gemini from '@google/genai';
import type * as Ollama from 'ollama';
import type OpenAI from 'openai';

/**
 * The bodies that the providers take, as the SDKs that they publish declare them (openai: Apache-2.0, generated from
 * OpenAI's OpenAPI document; @anthropic-ai/sdk: MIT; @google/genai: Apache-2.0; ollama: MIT). `typeSchema.ts` turns them
 * into JSON schemas, so that a newer SDK brings its newer rules with it.
 */

export type ChatBody = OpenAI.ChatCompletionCreateParams;

/** With what servers that follow OpenAI added: reasoning in the history (DeepSeek, vLLM …) and more sampling. */
export type CompatibleChatBody = Omit<
  OpenAI.ChatCompletionCreateParamsNonStreaming,
  'messages' | 'stream'
> & {
  messages: (
    | Exclude<OpenAI.ChatCompletionMessageParam, { role: 'assistant' }>
    | (OpenAI.ChatCompletionAssistantMessageParam & { reasoning_content?: string | null })
  )[];
  stream?: boolean | null;
  top_k?: number;
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

/** Cohere's chat, version 2: docs.cohere.com/reference/chat, "Body". */
export interface CohereChatBody {
  model: string;
  messages: CohereMessage[];
  stream: boolean;
  tools?: {
    type: 'function';
    function: { name: string; description?: string; parameters: Record<string, unknown> };
  }[];
  strict_tools?: boolean;
  documents?: (string | { data: Record<string, unknown>; id?: string })[];
  citation_options?: { mode: 'FAST' | 'ACCURATE' | 'OFF' | 'ENABLED' | 'DISABLED' };
  response_format?: { type: 'text' } | { type: 'json_object'; json_schema?: Record<string, unknown> };
  safety_mode?: 'CONTEXTUAL' | 'STRICT' | 'OFF';
  max_tokens?: number;
  stop_sequences?: string[];
  temperature?: number;
  seed?: number;
  frequency_penalty?: number;
  presence_penalty?: number;
  k?: number;
  p?: number;
  logprobs?: boolean;
  tool_choice?: 'REQUIRED' | 'NONE';
  thinking?: { type: 'enabled' | 'disabled'; token_budget?: number };
  priority?: number;
}

type CohereText = { type: 'text'; text: string };

type CohereMessage =
  | { role: 'system'; content: string | CohereText[] }
  | {
      role: 'user';
      content:
        | string
        | (
            CohereText | { type: 'image_url'; image_url: { url: string; detail?: 'low' | 'high' | 'auto' } }
          )[];
    }
  | {
      role: 'assistant';
      content?: string | (CohereText | { type: 'thinking'; thinking: string })[];
      tool_plan?: string;
      tool_calls?: { id: string; type: 'function'; function: { name: string; arguments: string } }[];
    }
  | {
      role: 'tool';
      tool_call_id: string;
      content:
        | string
        | (CohereText | { type: 'document'; document: { data: Record<string, unknown>; id?: string } })[];
    };

/** ai.google.dev/api/embeddings, `batchEmbedContents`. */
export interface GeminiBatchEmbedBody {
  requests: {
    model: string;
    content: Gemini.Content;
    taskType?: string;
    title?: string;
    outputDimensionality?: number;
  }[];
}

/** docs.cohere.com/reference/embed, "Body". */
export interface CohereEmbedBody {
  model: string;
  input_type: string;
  texts?: string[];
  images?: string[];
  max_tokens?: number;
  output_dimension?: number;
  embedding_types?: ('float' | 'int8' | 'uint8' | 'binary' | 'ubinary' | 'base64')[];
  truncate?: 'NONE' | 'START' | 'END';
}

/** github.com/ollama/ollama/blob/main/docs/api.md, "Generate a completion". */
export interface OllamaGenerateBody {
  model: string;
  prompt?: string;
  suffix?: string;
  system?: string;
  template?: string;
  context?: number[];
  images?: string[];
  stream?: boolean;
  raw?: boolean;
  format?: string | Record<string, unknown>;
  keep_alive?: string | number;
  think?: boolean | 'high' | 'medium' | 'low' | 'max';
  logprobs?: boolean;
  top_logprobs?: number;
  options?: Partial<Ollama.Options>;
}

export type OllamaEmbedBody = Ollama.EmbedRequest;
