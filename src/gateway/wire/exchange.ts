import type { JsonObject, JsonValue } from './json.ts';
import type { ReasoningRequest, ResponseFormat, SamplingParameters } from './requestParameters.ts';
import type { NeutralTool, ToolChoice } from './toolModel.ts';

/**
 * The neutral model: what a request, an answer and a stream mean, whatever format they came in. Every wire format has a
 * decoder to it and an encoder from it, so that N formats cost 2N codecs.
 */

/** The protocols that a request or an answer may be written in. */
export type WireFormat =
  | 'chat'
  | 'messages'
  | 'responses'
  | 'gemini'
  | 'ollama-chat'
  | 'cohere-chat'
  | 'vscode-lm'
  | 'completions'
  | 'fim'
  | 'ollama-generate'
  | 'llamacpp-infill'
  | 'embeddings'
  | 'ollama-embed'
  | 'cohere-embed'
  | 'gemini-embed';

export type NeutralRole = 'system' | 'developer' | 'user' | 'assistant' | 'tool';

export interface NeutralMessage {
  readonly role: NeutralRole;
  /** A `tool` message holds `toolResult` parts alone; a turn that mixes results and text becomes two messages. */
  readonly content: readonly NeutralPart[];
  readonly name?: string;
  /** Message fields without a place in this model, as they came. */
  readonly extras?: JsonObject;
}

export type MediaSource =
  | { readonly kind: 'url'; readonly url: string; readonly mediaType?: string }
  | { readonly kind: 'base64'; readonly mediaType: string; readonly data: string }
  | { readonly kind: 'file'; readonly fileId: string }
  | { readonly kind: 'text'; readonly text: string };

/** Where a stretch of an answer's text comes from. */
export interface Citation {
  readonly url?: string;
  readonly title?: string;
  /** The words of the source. */
  readonly citedText?: string;
  /** The stretch of the block's text that the citation supports, in UTF-16 units, end exclusive. */
  readonly start?: number;
  readonly end?: number;
  /** The citation as it came, written back as it is in its own format. */
  readonly original?: { readonly format: WireFormat; readonly value: JsonValue };
}

/**
 * What a provider must see again unchanged: Anthropic's signature of a thinking block, the encrypted content of a Responses
 * reasoning item, Gemini's thought signature. Valid only for providers of the format that made it.
 */
export interface Signature {
  readonly format: WireFormat;
  readonly data: string;
}

export interface TextPart {
  readonly type: 'text';
  readonly text: string;
  /** Anthropic's `cache_control`, kept for targets that know it. */
  readonly cacheControl?: JsonValue;
  readonly citations?: readonly Citation[];
  /** Gemini signs text too. */
  readonly signature?: Signature;
}
export interface ImagePart {
  readonly type: 'image';
  readonly source: MediaSource;
  readonly detail?: string;
  readonly cacheControl?: JsonValue;
  readonly extras?: JsonObject;
}
export interface DocumentPart {
  readonly type: 'document';
  readonly source: MediaSource;
  readonly title?: string;
  readonly cacheControl?: JsonValue;
  readonly extras?: JsonObject;
}
export interface AudioPart {
  readonly type: 'audio';
  readonly data: string;
  readonly format: string;
}
export interface ReasoningPart {
  readonly type: 'reasoning';
  /** The model's thoughts or a summary of them; empty where they are not shown. */
  readonly text: string;
  readonly signature?: Signature;
  /** The text is withheld (`redacted_thinking`): `text` is empty and the signature is all there is. */
  readonly redacted?: boolean;
  /** The id of the Responses item. */
  readonly id?: string;
}
export interface ToolCallPart {
  readonly type: 'toolCall';
  readonly id: string;
  readonly name: string;
  /** JSON text exactly as the model wrote it; `{}` for a call without arguments. The input text itself for a custom tool. */
  readonly argumentsJson: string;
  /** A call of a custom tool: its input is free text. */
  readonly custom?: boolean;
  /** Of the tool, where it stands in one (Responses). */
  readonly namespace?: string;
  /** Gemini signs calls. */
  readonly signature?: Signature;
  readonly cacheControl?: JsonValue;
  readonly extras?: JsonObject;
}
export interface ToolResultPart {
  readonly type: 'toolResult';
  readonly toolCallId: string;
  /** The result of a custom tool. */
  readonly custom?: boolean;
  readonly content: readonly NeutralPart[];
  readonly isError: boolean;
  readonly cacheControl?: JsonValue;
  readonly extras?: JsonObject;
}
export interface RefusalPart {
  readonly type: 'refusal';
  readonly text: string;
}
/** A block that only its own format knows (server tools, search results …): replayed there, reported elsewhere. */
export interface OpaquePart {
  readonly type: 'opaque';
  readonly format: WireFormat;
  readonly value: JsonObject;
}

export type NeutralPart =
  | TextPart
  | ImagePart
  | DocumentPart
  | AudioPart
  | ReasoningPart
  | ToolCallPart
  | ToolResultPart
  | RefusalPart
  | OpaquePart;

/** A chat request (formats `chat`, `messages`, `responses`, `gemini`, `ollama-chat`, `cohere-chat`, `vscode-lm`). */
export interface ChatRequest extends SamplingParameters {
  readonly kind: 'chat';
  /** The format that the client wrote. `extras`, here and in messages, parts and tools, are replayed in this format alone. */
  readonly format?: WireFormat;
  /** The model name as the client wrote it; undefined when there was none. */
  readonly model: string | undefined;
  readonly stream: boolean;
  /** The client asked for usage in the stream (always true for `messages`). */
  readonly includeUsage: boolean;
  /** System and developer messages stay where they stood, first or between turns. */
  readonly messages: readonly NeutralMessage[];
  readonly tools: readonly NeutralTool[];
  readonly toolChoice?: ToolChoice;
  readonly parallelToolCalls?: boolean;
  /** Chat's `functions` of before tools: the answer has one call, as `function_call`. */
  readonly legacyFunctions?: boolean;
  readonly reasoning?: ReasoningRequest;
  readonly responseFormat?: ResponseFormat;
  readonly logprobs?: boolean;
  readonly topLogprobs?: number;
  /** Number of answers wanted; undefined means one. */
  readonly answerCount?: number;
  /** The end user's id (`user`, `metadata.user_id`). */
  readonly userId?: string;
  readonly serviceTier?: string;
  /** Top-level fields without a place in this model, as they came; an encoder of another format reports them as dropped. */
  readonly extras: JsonObject;
  /** Of a large, unread request, no completion: long texts cut in the middle, the last messages, the first tool. */
  readonly glimpse?: ChatRequest;
}

/** A completion or fill-in-the-middle request (formats `completions`, `fim`, `ollama-generate`, `llamacpp-infill`). */
export interface CompletionRequest extends SamplingParameters {
  readonly kind: 'completion';
  /** The format that the client wrote; `extras` are replayed in this format alone. */
  readonly format?: WireFormat;
  readonly model: string | undefined;
  readonly stream: boolean;
  readonly includeUsage: boolean;
  /** The text before the cursor, exactly as sent (sentinel tokens included). */
  readonly prompt: string;
  /** Several prompts, or token ids, as sent: no other format can carry them. `prompt` is then the texts joined. */
  readonly promptList?: JsonValue;
  /** The text after the cursor; undefined for a plain completion. */
  readonly suffix?: string;
  readonly extras: JsonObject;
}

export interface EmbeddingsRequest {
  readonly kind: 'embeddings';
  /** The format that the client wrote: in it alone what it says of all inputs and of each, in order, is replayed. */
  readonly format?: WireFormat;
  readonly inputExtras?: readonly JsonObject[];
  readonly model: string | undefined;
  /** Strings, or token-id arrays, one entry an embedding. */
  readonly input: readonly (string | readonly number[])[];
  readonly dimensions?: number;
  readonly encodingFormat?: 'float' | 'base64';
  readonly userId?: string;
  readonly extras: JsonObject;
}

export type NeutralRequest = ChatRequest | CompletionRequest | EmbeddingsRequest;

/** Token counts of one answer; absent means unknown, never zero. `inputTokens` has what a cache gave and took in it, that what it keeps for an hour. */
export interface Usage {
  readonly inputTokens?: number;
  readonly outputTokens?: number;
  readonly cachedInputTokens?: number;
  readonly cacheWriteTokens?: number;
  readonly hourCacheWriteTokens?: number;
  readonly reasoningTokens?: number;
  readonly costUsd?: number;
  readonly billingTier?: 'batch' | 'flex' | 'priority';
}

export type FinishReason =
  'stop' | 'stopSequence' | 'length' | 'toolCalls' | 'contentFilter' | 'refusal' | 'pause';

export interface NeutralAnswer {
  readonly id?: string;
  /** The provider's own model name. */
  readonly model?: string;
  /** Unix time in seconds. */
  readonly createdAtS?: number;
  readonly content: readonly NeutralPart[];
  readonly finishReason: FinishReason;
  readonly stopSequence?: string;
  readonly usage?: Usage;
  /** OpenAI's `choices[0].logprobs`. */
  readonly logprobs?: JsonValue;
}

export type BlockStart =
  | { readonly type: 'text' }
  | { readonly type: 'refusal' }
  | { readonly type: 'reasoning'; readonly id?: string }
  | { readonly type: 'redactedReasoning'; readonly signature: Signature }
  | {
      readonly type: 'toolCall';
      readonly id: string;
      readonly name: string;
      readonly namespace?: string;
      /** Its `argumentsDelta`s are the input text itself, no JSON. */
      readonly custom?: boolean;
    }
  | { readonly type: 'opaque'; readonly format: WireFormat; readonly value: JsonObject };

/** What went wrong inside a stream, after its head was sent. */
export interface StreamFailure {
  /** The provider's error type (`overloaded_error`) or one of our codes. */
  readonly type: string;
  readonly message: string;
  readonly code?: string;
}

/**
 * One step of a streamed answer. Order: `start`, then blocks, then `finish` (with `usage` before or after it), then `end`.
 * Blocks have numbers counted from 0; tool-call blocks may overlap, an encoder whose format cannot overlap puts them in sequence.
 * After `error` nothing follows. A decoder emits exactly one of `end` and `error`.
 */
export type StreamEvent =
  | {
      readonly type: 'start';
      readonly id?: string;
      readonly model?: string;
      readonly createdAtS?: number;
      readonly usage?: Usage;
    }
  | { readonly type: 'blockStart'; readonly block: number; readonly content: BlockStart }
  | {
      readonly type: 'textDelta';
      readonly block: number;
      readonly text: string;
      readonly logprobs?: JsonValue;
    }
  | { readonly type: 'reasoningDelta'; readonly block: number; readonly text: string }
  /** Whole, of the block that it comes in: reasoning, a tool call or text. */
  | { readonly type: 'signature'; readonly block: number; readonly signature: Signature }
  | { readonly type: 'citation'; readonly block: number; readonly citation: Citation }
  | { readonly type: 'argumentsDelta'; readonly block: number; readonly json: string }
  | { readonly type: 'blockEnd'; readonly block: number }
  /** Cumulative: overwrites what was known, field by field. */
  | { readonly type: 'usage'; readonly usage: Usage }
  | { readonly type: 'finish'; readonly reason: FinishReason; readonly stopSequence?: string }
  | { readonly type: 'ping' }
  | { readonly type: 'error'; readonly failure: StreamFailure }
  | { readonly type: 'end' };
