import { randomUUID } from 'node:crypto';
import type { CallSignal } from '../../upstream/callSignal.ts';
import { estimateTextTokens } from '../../usage/estimateTextTokens.ts';
import type { StreamEvent } from '../../wire/exchange.ts';

/** What the demo provider is told besides the request. */
export interface DemoContext {
  /** Why this model was chosen, for people. */
  readonly decisionText: string;
  /** The model's name without the provider's. */
  readonly model: string;
  readonly signal: CallSignal;
  /** Resolves after a pause; rejects with the signal's reason when that aborts. */
  readonly wait: (delayMs: number, signal: CallSignal) => Promise<void>;
}

/** Slow enough to be seen streaming. However long the answer, there are no more pauses than that. */
const pauseMs = 10;
const maxPauses = 100;
const argumentFragmentLength = 6;

/** A text as a streamed answer, word by word; cut at `maxOutputTokens`. */
export async function* textEvents(
  text: string,
  context: DemoContext,
  inputTokens: number,
  maxOutputTokens = Infinity,
): AsyncGenerator<StreamEvent, void, undefined> {
  const words = text.match(/\s*\S+|\s+$/g) ?? [];
  const wordsPerPause = Math.ceil(words.length / maxPauses);
  yield startEvent(context, inputTokens);
  yield { type: 'blockStart', block: 0, content: { type: 'text' } };
  let written = '';
  let isCut = false;
  for (const [index, word] of words.entries()) {
    isCut = estimateTextTokens(written + word) > maxOutputTokens;
    if (isCut) break;
    if (index > 0 && index % wordsPerPause === 0) await context.wait(pauseMs, context.signal);
    context.signal.throwIfAborted();
    written += word;
    yield { type: 'textDelta', block: 0, text: word };
  }
  yield { type: 'blockEnd', block: 0 };
  yield { type: 'usage', usage: { inputTokens, outputTokens: estimateTextTokens(written) } };
  yield { type: 'finish', reason: isCut ? 'length' : 'stop' };
  yield { type: 'end' };
}

/** A tool call as a streamed answer, its arguments in fragments. */
export async function* toolCallEvents(
  name: string,
  argumentsJson: string,
  context: DemoContext,
  inputTokens: number,
): AsyncGenerator<StreamEvent, void, undefined> {
  yield startEvent(context, inputTokens);
  const id = `call_${randomUUID().replaceAll('-', '').slice(0, 24)}`;
  yield { type: 'blockStart', block: 0, content: { type: 'toolCall', id, name } };
  for (let start = 0; start < argumentsJson.length; start += argumentFragmentLength) {
    if (start > 0 && start < maxPauses * argumentFragmentLength) await context.wait(pauseMs, context.signal);
    context.signal.throwIfAborted();
    yield {
      type: 'argumentsDelta',
      block: 0,
      json: argumentsJson.slice(start, start + argumentFragmentLength),
    };
  }
  yield { type: 'blockEnd', block: 0 };
  yield { type: 'usage', usage: { inputTokens, outputTokens: estimateTextTokens(name + argumentsJson) } };
  yield { type: 'finish', reason: 'toolCalls' };
  yield { type: 'end' };
}

function startEvent({ model }: DemoContext, inputTokens: number): StreamEvent {
  return { type: 'start', model, usage: { inputTokens } };
}
