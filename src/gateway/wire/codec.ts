import type {
  ChatRequest,
  CompletionRequest,
  NeutralAnswer,
  StreamEvent,
  StreamFailure,
  Usage,
  WireFormat,
} from './exchange.ts';
import type { MarkedWord } from './markedWords.ts';
import type { JsonObject } from './json.ts';

/** One server-sent event, or one line of NDJSON (then `event` is undefined). */
export interface WireEvent {
  readonly event?: string;
  readonly data: string;
}

/** What an encoder must know of the model it writes for: facts from the provider catalog, as data. */
export interface EncodeTarget {
  readonly provider: string;
  /** The model name that goes upstream. */
  readonly model: string;
  /** `max_tokens` or `max_completion_tokens`, for the chat format. */
  readonly maxTokensField: 'max_tokens' | 'max_completion_tokens';
  /** Fields of the target format's body that this target refuses; the encoder leaves them out and reports them. */
  readonly refusedParameters: readonly string[];
  /** Written when the client named no limit and the format demands one (messages). */
  readonly defaultMaxOutputTokens: number;
  /** Whether signatures and redacted reasoning in the history were made by this provider. */
  readonly keepsSignatures: boolean;
  /** The reasoning efforts that the target accepts, weakest first. Empty: chat sends none, messages low, medium and high. */
  readonly reasoningEfforts: readonly string[];
  /** Whether the model can think before it answers, where that is known. */
  readonly reasons?: boolean;
  /** Whether the model fills in the middle of a text, where that is known; else it is tried. */
  readonly fim?: boolean;
  /** The target takes custom (free-form) tools in its chat format; elsewhere but in `responses` they become functions (wire/tools). */
  readonly customTools?: boolean;
}

/** What a request's address says where its format puts facts there (gemini: the model, and whether to stream). */
export interface RequestAddress {
  readonly model?: string;
  readonly stream?: boolean;
}

export interface EncodedRequest {
  readonly body: JsonObject;
  /** Names of the client's fields that the target format cannot express, each once, e.g. `top_k`. */
  readonly dropped: readonly string[];
}

/** How the pieces of a streamed answer stand in its body; `json-array`: each is an element of one array (gemini without `alt=sse`). */
export type StreamFraming = 'sse' | 'ndjson' | 'json-array';

/** Facts of the client's request that shape how an answer is written. */
export interface AnswerContext {
  /** Used when the provider gave none. */
  readonly id: string;
  /** The model name to write: the provider's own where it gave one, else this. */
  readonly model: string;
  /** Unix time in seconds. */
  readonly createdAtS: number;
  /** For OpenAI formats: whether the client asked for the usage chunk. */
  readonly includeUsage: boolean;
  /** Time since the request came, for formats that say how long an answer took (ollama). */
  readonly elapsedMs: () => number;
  /** The client knows functions of before tools alone (chat): a call is written as `function_call`. */
  readonly legacyFunctions?: boolean;
  /** Estimate for formats that must say input tokens at the start (messages). */
  readonly estimatedInputTokens: number;
  /** Where the client may ask for another one than the codec's own. */
  readonly framing?: StreamFraming;
  /** The client's body, for formats whose answers repeat the request's fields (responses). */
  readonly request?: JsonObject;
}

/** Reads a provider's stream. Feed it every event, then call `end` once. */
export interface StreamDecoder {
  push(event: WireEvent): StreamEvent[];
  /** Call at end of body: yields what is open, and an `error` event when the stream broke off. */
  end(): StreamEvent[];
  /**
   * Text that continued the block of the last event, read without `push` (repeatedDeltas.ts). Present in decoders to which two
   * events that differ in nothing but their text mean the same but for that text.
   */
  passText?(text: string): void;
}

/** Writes a stream to the client; returns the bytes' text, possibly empty. */
export interface StreamEncoder {
  encode(event: StreamEvent): string;
  /** The end of a stream that failed, for formats where that depends on what was written before; others' `ErrorShape` says it. */
  fail?(report: ErrorReport): string;
}

/** What an error looks like before a format shapes it. */
export interface ErrorReport {
  readonly status: number;
  readonly type: string;
  readonly code: string;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly requestId: string;
  /** When to try again, for shapes that say it in the body. */
  readonly retryAfterS?: number;
}

/** Reads usage and the proper end off a stream whose bytes pass through untouched. */
export interface StreamTap {
  /** Cheap: must not parse events that cannot matter. */
  see(event: WireEvent): void;
  readonly usage: Usage | undefined;
  /** The terminal event of the format was seen. */
  readonly finished: boolean;
  /** The upstream reported an error inside the stream. */
  readonly failure: StreamFailure | undefined;
  /** The end of a stream that broke off, for formats where that depends on what came before; others' `ErrorShape` says it. */
  fail?(report: ErrorReport): string;
}

/** How answers are read and written in one format. */
export interface AnswerCodec {
  readonly format: WireFormat;
  readonly framing: 'sse' | 'ndjson';
  /** Throws GatewayError `provider_error` when the body is no answer of this format. */
  decodeAnswer(body: JsonObject): NeutralAnswer;
  /** The usage of a whole answer without the rest of it. Absent: `decodeAnswer` tells it. */
  readUsage?(body: JsonObject): Usage | undefined;
  encodeAnswer(answer: NeutralAnswer, context: AnswerContext): JsonObject;
  createStreamDecoder(): StreamDecoder;
  createStreamEncoder(context: AnswerContext): StreamEncoder;
  createStreamTap(): StreamTap;
}

/** The chat-like formats: chat, messages, responses, gemini, ollama-chat, cohere-chat, vscode-lm. */
export interface ChatCodec extends AnswerCodec {
  /** Lenient towards unknown fields and blocks (kept as extras and opaque); throws `invalid_request` naming the field on wrong types. */
  decodeRequest(body: JsonObject, address?: RequestAddress): ChatRequest;
  /** The catalog's path for one call, in formats that say model and streaming there (gemini). Absent: the path as it is. */
  upstreamPath?(path: string, call: { readonly model: string; readonly stream: boolean }): string;
  encodeRequest(request: ChatRequest, target: EncodeTarget): EncodedRequest;
  /** Throws `invalid_request` for what only providers of this format can do; asked when one of another format answers. */
  checkConvertible?(request: ChatRequest): void;
  /**
   * Whether a body must be decoded and encoded although both sides speak this format, because it holds what another
   * provider's answer left in the history and this format's providers refuse. Absent: every body passes through.
   * @param model the provider's name of the model, for what not every model refuses
   */
  mustReencode?(body: JsonObject, model: () => string): boolean;
  /** Of these words at least one stands in every body that `mustReencode` holds for. */
  readonly foreignMarks?: readonly MarkedWord[];
}

/** The completion formats: completions, fim, ollama-generate. */
export interface CompletionCodec extends AnswerCodec {
  decodeRequest(body: JsonObject): CompletionRequest;
  encodeRequest(request: CompletionRequest, target: EncodeTarget): EncodedRequest;
}

/** How errors look in one inbound protocol, before and after the first byte. */
export interface ErrorShape {
  body(report: ErrorReport): JsonObject;
  /** The in-protocol event(s) that end a stream after its head was sent; never a normal end. */
  streamEvent(report: ErrorReport): string;
  /** Whether a client of this protocol finds everything where it looks for it in a provider's own error body. */
  fits(body: JsonObject): boolean;
}
