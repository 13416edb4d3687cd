import assert from 'node:assert/strict';
import { asArray, asString, isObject, type JsonObject } from '../../../src/gateway/wire/json.ts';
import { readSse } from './readSse.ts';

/** What a client of Chat Completions ends up with. */
export interface ReadChat {
  readonly text: string;
  readonly refusal: string;
  readonly calls: { id: string; name: string; arguments: string }[];
  readonly finish: string | undefined;
  readonly usage: JsonObject | undefined;
  readonly error: JsonObject | undefined;
}

/**
 * Reads a stream of chunks as a strict client does and fails on whatever makes real ones fail: a chunk without id, created,
 * model or choices, a call's piece without index or a first one without id and name, a second role or finish, no [DONE] or two.
 */
export function readChatStream(stream: string): ReadChat {
  const events = readSse(stream);
  const calls: ReadChat['calls'] = [];
  let text = '';
  let refusal = '';
  let finish: string | undefined;
  let usage: JsonObject | undefined;
  for (const [index, { name, data }] of events.entries()) {
    assert.equal(name, undefined, 'chunks have no event line');
    const isLast = index === events.length - 1;
    assert.equal(data === '[DONE]', isLast && !data.startsWith('{"error"'), '[DONE] ends the stream, once');
    if (data === '[DONE]') break;
    const chunk = JSON.parse(data) as JsonObject;
    if (isObject(chunk.error)) return { text, refusal, calls, finish, usage, error: chunk.error };
    assert.equal(chunk.object, 'chat.completion.chunk');
    for (const field of ['id', 'model']) assert.ok((asString(chunk[field]) ?? '') !== '', field);
    assert.equal(typeof chunk.created, 'number');
    assert.ok(Array.isArray(chunk.choices));
    if (isObject(chunk.usage)) usage = chunk.usage;
    const [choice] = asArray(chunk.choices);
    if (!isObject(choice)) continue;
    assert.equal(choice.index, 0);
    assert.ok(isObject(choice.delta), 'every choice has a delta');
    assert.equal(choice.delta.role, index === 0 ? 'assistant' : undefined, 'the first delta has the role');
    text += asString(choice.delta.content) ?? '';
    refusal += asString(choice.delta.refusal) ?? '';
    for (const piece of asArray(choice.delta.tool_calls)) readPiece(calls, piece);
    if (choice.finish_reason === null || choice.finish_reason === undefined) continue;
    assert.equal(finish, undefined, 'the finish comes once');
    finish = asString(choice.finish_reason);
  }
  return { text, refusal, calls, finish, usage, error: undefined };
}

function readPiece(calls: ReadChat['calls'], piece: unknown): void {
  assert.ok(isObject(piece) && isObject(piece.function));
  assert.equal(typeof piece.index, 'number', 'every piece of a call has its index');
  const index = Number(piece.index);
  const known = calls[index];
  if (known === undefined) {
    assert.equal(index, calls.length, 'calls are counted from 0');
    const { id, type } = piece;
    assert.ok(typeof id === 'string' && id !== '' && type === 'function');
    assert.ok((asString(piece.function.name) ?? '') !== '', 'the first piece names the function');
    calls.push({
      id,
      name: asString(piece.function.name) ?? '',
      arguments: asString(piece.function.arguments) ?? '',
    });
    return;
  }
  known.arguments += asString(piece.function.arguments) ?? '';
}
