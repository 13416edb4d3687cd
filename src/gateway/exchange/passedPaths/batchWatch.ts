import type { BatchUse } from '../../usage/money/batchBills.ts';
import type { Usage } from '../../wire/exchange.ts';
import { asNumber, asString, isObject, type JsonObject, parseObject } from '../../wire/json.ts';
import { MessagesUsage } from '../../wire/messages/messagesUsage.ts';
import { LineSplitter } from '../../wire/ndjson/lineSplitter.ts';
import { decodeResponsesUsage } from '../../wire/responses/responsesUsage.ts';
import type { PassedExchange } from './passedExchange.ts';

/** A batch that is over, with what it used. */
export interface FinishedBatch {
  readonly id: string;
  readonly uses: readonly BatchUse[];
}

/** After these nothing is added any more. */
const finalStates: ReadonlySet<unknown> = new Set(['completed', 'expired', 'cancelled', 'failed']);

/**
 * What an OpenAI batch used, of its object: `model` and `usage`, as batches have them since September 2025
 * (developers.openai.com/api/docs/api-reference/batch/object). Undefined while it runs and where the provider does not say.
 */
function finishedBatch(document: JsonObject): FinishedBatch | undefined {
  const id = asString(document['id']);
  const model = asString(document['model']);
  const usage = decodeResponsesUsage(document);
  const isOver = document['object'] === 'batch' && finalStates.has(document['status']);
  if (!isOver || id === undefined || model === undefined || usage === undefined) return undefined;
  const done = isObject(document['request_counts']) ? asNumber(document['request_counts']['completed']) : 0;
  const requests = Math.max(1, done ?? 0);
  return { id, uses: [{ model, requests, usage: average(usage, requests) }] };
}

function average(usage: Usage, requests: number): Usage {
  const of = (count: number | undefined): number | undefined =>
    count === undefined ? undefined : count / requests;
  return {
    inputTokens: of(usage.inputTokens),
    outputTokens: of(usage.outputTokens),
    cachedInputTokens: of(usage.cachedInputTokens),
    cacheWriteTokens: of(usage.cacheWriteTokens),
    reasoningTokens: of(usage.reasoningTokens),
  };
}

/** Finds in an answer that goes by what a finished batch used. Never throws: the answer goes on whatever it holds. */
export class BatchWatch {
  readonly #id: string | undefined;
  readonly #lines = new LineSplitter();
  readonly #uses: BatchUse[] = [];
  #finished: FinishedBatch | undefined;
  #isReadable = true;

  private constructor(id: string | undefined) {
    this.#id = id;
  }

  /** undefined: nobody asks for a batch. */
  static of({ family, method, path: { upstreamPath } }: PassedExchange): BatchWatch | undefined {
    if (method !== 'GET') return undefined;
    if (family === 'batches') return new BatchWatch(undefined);
    const id = /\/batches\/([^/]+)\/results$/.exec(upstreamPath)?.[1];
    return family === 'message batches' && id !== undefined ? new BatchWatch(id) : undefined;
  }

  /** Takes in bytes of Anthropic's results: a line of JSON for each request. */
  see(chunk: Uint8Array): void {
    if (this.#id === undefined || !this.#isReadable) return;
    try {
      for (const { data } of this.#lines.push(chunk)) this.#seeLine(data);
    } catch {
      this.#isReadable = false;
    }
  }

  /** Takes in the object of an OpenAI batch. */
  seeDocument(document: JsonObject): void {
    this.#finished = finishedBatch(document);
  }

  /** The answer is through. undefined: no batch that is over, or nothing of what it used. */
  finished(): FinishedBatch | undefined {
    if (this.#id === undefined || !this.#isReadable) return this.#finished;
    for (const { data } of this.#lines.end()) this.#seeLine(data);
    return { id: this.#id, uses: this.#uses };
  }

  /** Only what succeeded is paid. */
  #seeLine(line: string): void {
    const { result } = parseObject(line) ?? {};
    const message = isObject(result) ? result['message'] : undefined;
    if (!isObject(message)) return;
    const model = asString(message['model']);
    const usage = new MessagesUsage().merge(message['usage']);
    if (model !== undefined && usage !== undefined) this.#uses.push({ model, requests: 1, usage });
  }
}

/** What all of a batch used together. */
export function totalUsage(uses: readonly BatchUse[]): Usage {
  const total = (count: keyof Usage & `${string}Tokens`): number =>
    Math.round(uses.reduce((sum, { usage, requests }) => sum + (usage[count] ?? 0) * requests, 0));
  return {
    inputTokens: total('inputTokens'),
    outputTokens: total('outputTokens'),
    cachedInputTokens: total('cachedInputTokens'),
    billingTier: 'batch',
  };
}
