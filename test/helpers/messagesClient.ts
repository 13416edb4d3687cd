import assert from 'node:assert/strict';
import { isObject } from '../../src/gateway/wire/json.ts';
import type { JsonObject, JsonValue } from '../../src/gateway/wire/json.ts';
import { stringOf } from './stringOf.ts';

/** What a client of Anthropic's stream ends up with. */
export interface ReadMessage {
  /** The event objects in order. */
  readonly events: JsonObject[];
  /** The `type` of each event; deltas as `content_block_delta:INDEX`, starts and stops likewise. */
  readonly order: string[];
  readonly content: JsonObject[];
  readonly stopReason: JsonValue | undefined;
  readonly startUsage: JsonObject;
  readonly usage: JsonObject;
  readonly model: JsonValue | undefined;
  /** The `error` object of an error event. */
  readonly error: JsonObject | undefined;
  readonly stopped: boolean;
}

const deltaField: Record<string, [block: string, field: string]> = {
  text_delta: ['text', 'text'],
  thinking_delta: ['thinking', 'thinking'],
  signature_delta: ['thinking', 'signature'],
};

/**
 * Reads a stream as a strict client does, and fails on whatever makes real clients fail: a missing `event:` line, a second
 * message_start, blocks that overlap or skip an index, a delta of another kind than its block, anything after the end.
 */
export function readMessagesStream(text: string): ReadMessage {
  const events: JsonObject[] = [];
  const order: string[] = [];
  const content: JsonObject[] = [];
  let message: JsonObject | undefined;
  let usage: JsonObject = {};
  let stopReason: JsonValue | undefined;
  let error: JsonObject | undefined;
  let stopped = false;
  let open: { index: number; block: JsonObject; json: string } | undefined;
  for (const part of text.split('\n\n').filter((piece) => piece !== '')) {
    const match = /^event: (\S+)\ndata: (.*)$/.exec(part);
    assert.ok(match, `not an event with name and data: ${part}`);
    const body = JSON.parse(match[2] ?? '') as JsonObject;
    assert.equal(match[1], body.type, 'the event line names the type');
    assert.ok(!stopped && error === undefined, `nothing may follow the end: ${part}`);
    events.push(body);
    order.push(typeof body.index === 'number' ? `${stringOf(body.type)}:${body.index}` : stringOf(body.type));
    switch (body.type) {
      case 'message_start':
        assert.equal(message, undefined, 'message_start comes once');
        message = objectIn(body, 'message');
        usage = { ...objectIn(message, 'usage') };
        break;
      case 'content_block_start':
        assert.ok(message, 'message_start comes first');
        assert.equal(open, undefined, 'a block starts after the one before has stopped');
        assert.equal(body.index, content.length, 'indexes are counted without gaps');
        open = { index: content.length, block: { ...objectIn(body, 'content_block') }, json: '' };
        content.push(open.block);
        break;
      case 'content_block_delta': {
        assert.ok(open && open.index === body.index, 'a delta belongs to the open block');
        applyDelta(open, objectIn(body, 'delta'));
        break;
      }
      case 'content_block_stop':
        assert.ok(open && open.index === body.index, 'the open block stops');
        if (open.json !== '') open.block.input = JSON.parse(open.json) as JsonValue;
        open = undefined;
        break;
      case 'message_delta':
        assert.equal(open, undefined, 'all blocks have stopped');
        assert.equal(stopReason, undefined, 'the stop reason comes once');
        stopReason = objectIn(body, 'delta').stop_reason;
        usage = { ...usage, ...objectIn(body, 'usage') };
        break;
      case 'message_stop':
        assert.ok(stopReason, 'a stop reason comes before the end');
        stopped = true;
        break;
      case 'error':
        error = objectIn(body, 'error');
        break;
      case 'ping':
        break;
      default:
        assert.fail(`unknown event ${stringOf(body.type)}`);
    }
  }
  const startUsage = message === undefined ? {} : objectIn(message, 'usage');
  return { events, order, content, stopReason, startUsage, usage, model: message?.model, error, stopped };
}

function applyDelta(open: { block: JsonObject; json: string }, delta: JsonObject): void {
  if (delta.type === 'input_json_delta') {
    assert.ok(isObject(open.block.input), `input fragments for a ${stringOf(open.block.type)} block`);
    open.json += stringOf(delta.partial_json);
  } else if (delta.type === 'citations_delta') {
    assert.equal(open.block.type, 'text');
    open.block.citations = [...((open.block.citations ?? []) as JsonValue[]), delta.citation ?? null];
  } else {
    const [block, field] =
      deltaField[stringOf(delta.type)] ?? assert.fail(`unknown delta ${stringOf(delta.type)}`);
    assert.equal(
      open.block.type,
      block,
      `a ${stringOf(delta.type)} for a ${stringOf(open.block.type)} block`,
    );
    open.block[field] = stringOf(open.block[field]) + stringOf(delta[field]);
  }
}

function objectIn(body: JsonObject, field: string): JsonObject {
  const value = body[field];
  assert.ok(isObject(value), `${field} is an object`);
  return value;
}
