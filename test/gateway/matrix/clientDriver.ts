/** One tool as every protocol can describe it. */
export interface OfferedTool {
  readonly name: string;
  readonly description: string;
  readonly parameters: {
    readonly type: 'object';
    readonly properties: Readonly<Record<string, { readonly type: string }>>;
    readonly required: readonly string[];
  };
}

/** What a client says in one turn. */
export type ClientTurn =
  | {
      readonly kind: 'user';
      readonly text: string;
      readonly imageBase64?: string;
      readonly pdfBase64?: string;
    }
  /** The answer of an earlier call, sent back the way that the client itself keeps it. */
  | { readonly kind: 'answer'; readonly answer: ClientAnswer }
  | { readonly kind: 'results'; readonly results: readonly ToolResult[] };

export interface ToolResult {
  readonly call: AnsweredCall;
  readonly text: string;
}

/** A question, in no client's words. */
export interface Question {
  readonly model: string;
  readonly system?: string;
  readonly turns: readonly ClientTurn[];
  readonly tools?: readonly OfferedTool[];
  /** The name of the tool that must be called. */
  readonly forcedTool?: string;
  /** No tool may be called, though they are offered. */
  readonly callsNothing?: boolean;
  readonly wantsLogprobs?: boolean;
  /** The answer must be JSON of this schema. */
  readonly schema?: OfferedTool['parameters'];
  readonly wantsReasoning?: boolean;
  readonly maxTokens: number;
}

export interface AnsweredCall {
  readonly id: string;
  readonly name: string;
  readonly input: unknown;
}

/** What the client library understood. */
export interface ClientAnswer {
  readonly text: string;
  readonly refusal?: string;
  readonly reasoning: string;
  readonly calls: readonly AnsweredCall[];
  readonly finish: string;
  readonly usage: ClientUsage;
  /** Where the text comes from. */
  readonly citedUrls: readonly string[];
  /** Of each token of the text; undefined when the library shows none. */
  readonly logprobs?: readonly number[];
  /** The answer as the library keeps it, for the next turn. */
  readonly replay: unknown;
}

/** Undefined: the protocol or the library has no place for it. */
export interface ClientUsage {
  readonly input?: number;
  readonly cached?: number;
  readonly output?: number;
  readonly reasoning?: number;
}

/** How a client library reports the end of an answer, in its protocol's words. */
export interface FinishWords {
  readonly stop: string;
  readonly length: string;
  readonly toolCalls: string;
  readonly refusal: string;
}

export interface AskOptions {
  readonly stream: boolean;
  readonly signal?: AbortSignal;
  /** Called as soon as a stream has said something. */
  readonly onBegun?: () => void;
}

/** An official client library against the gateway. */
export interface ClientDriver {
  readonly name: string;
  readonly finishWords: FinishWords;
  /** What the library can do that the matrix asks for; a lack is the library's, not the gateway's. */
  readonly lacks: Readonly<
    Partial<Record<'refusalText' | 'reasoningUsage' | 'cachedUsage' | 'forcedTools', string>>
  >;
  /** Throws what the library throws. */
  ask(question: Question, options: AskOptions): Promise<ClientAnswer>;
  /** The HTTP status that an error of the library carries. */
  statusOf(error: unknown): number | undefined;
}
