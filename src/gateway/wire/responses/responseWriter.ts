import { mergeUsage } from '../../usage/mergeUsage.ts';
import type { AnswerContext } from '../codec.ts';
import type { FinishReason, StreamEvent, Usage } from '../exchange.ts';
import { asArray, asString, isObject } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { estimateOutputTokens } from '../messages/outputEstimate.ts';
import { toolSearchName } from './decodeTools.ts';
import { encodeFinishReason } from './finish.ts';
import type { ResponseEvent } from './outputItem.ts';
import { OutputWriter } from './outputWriter.ts';
import { createResponse } from './responseObject.ts';
import type { ResponseHead } from './responseObject.ts';
import { responsesUsageOf } from './responsesUsage.ts';

interface BegunResponse {
  readonly response: JsonObject;
  readonly output: OutputWriter;
}

/** Writes one response: neutral events in, this format's events out, and the response object that they amount to. */
export class ResponseWriter {
  readonly #context: AnswerContext;
  #begun: BegunResponse | undefined;
  #usage: Usage | undefined;
  #finishReason: FinishReason = 'stop';
  #saidRefusal = false;
  #characters = 0;

  constructor(context: AnswerContext) {
    this.#context = context;
  }

  /** The response so far; whole after `end`. */
  get response(): JsonObject {
    const { response, output } = this.#ensureBegun();
    return { ...response, output: output.output };
  }

  push(event: StreamEvent): ResponseEvent[] {
    switch (event.type) {
      case 'start':
        this.#usage = mergeUsage(this.#usage, event.usage);
        return this.#start(event);
      case 'usage':
        this.#usage = mergeUsage(this.#usage, event.usage);
        return [];
      case 'finish':
        this.#finishReason = event.reason;
        return [];
      case 'end':
        return [...this.#start({}), ...this.#end()];
      case 'ping':
      case 'error':
        return [];
      default:
        return [...this.#start({}), ...this.#content(event)];
    }
  }

  #content(
    event: Exclude<StreamEvent, { type: 'start' | 'usage' | 'finish' | 'end' | 'ping' | 'error' }>,
  ): ResponseEvent[] {
    const { output } = this.#ensureBegun();
    switch (event.type) {
      case 'blockStart':
        this.#saidRefusal ||= event.content.type === 'refusal';
        return output.begin(event.block, event.content);
      case 'textDelta':
        this.#characters += event.text.length;
        return output.text(event.block, event.text, event.logprobs);
      case 'reasoningDelta':
        this.#characters += event.text.length;
        return output.reasoning(event.block, event.text);
      case 'argumentsDelta':
        this.#characters += event.json.length;
        return output.input(event.block, event.json);
      case 'citation':
        return output.cite(event.block, event.citation);
      case 'signature':
        output.sign(event.block, event.signature);
        return [];
      case 'blockEnd':
        return output.end(event.block);
    }
  }

  #start(head: ResponseHead): ResponseEvent[] {
    if (this.#begun !== undefined) return [];
    const response = this.#begin(head).response;
    return [
      { type: 'response.created', fields: { response } },
      { type: 'response.in_progress', fields: { response } },
    ];
  }

  #begin(head: ResponseHead): BegunResponse {
    const response = createResponse(head, this.#context);
    const searches = asArray(this.#context.request?.tools).some(
      (tool) => isObject(tool) && tool.type === 'tool_search' && tool.execution === 'client',
    );
    const output = new OutputWriter({
      responseId: asString(response.id) ?? this.#context.id,
      searchName: searches ? toolSearchName : undefined,
    });
    this.#begun = { response, output };
    return this.#begun;
  }

  #ensureBegun(): BegunResponse {
    return this.#begun ?? this.#begin({});
  }

  #end(): ResponseEvent[] {
    const { response, output } = this.#ensureBegun();
    const { status, reason } = encodeFinishReason(this.#finishReason, this.#saidRefusal);
    const events = output.finish(status);
    response.status = status;
    response.incomplete_details = reason === undefined ? null : { reason };
    response.completed_at =
      status === 'completed' ? Math.floor(this.#context.createdAtS + this.#context.elapsedMs() / 1000) : null;
    response.usage = responsesUsageOf(this.#usage, {
      inputTokens: () => this.#context.estimatedInputTokens,
      outputTokens: () => estimateOutputTokens(this.#characters),
    });
    return [...events, { type: `response.${status}`, fields: { response: this.response } }];
  }
}
