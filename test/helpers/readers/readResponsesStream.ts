import assert from 'node:assert/strict';
import { asArray, asNumber, asString, isObject, type JsonObject } from '../../../src/gateway/wire/json.ts';
import { dataOf, readSse } from './readSse.ts';

/** Where the text of a part, an item or a summary is gathered from its deltas. */
interface Gathered {
  readonly deltas: Map<string, string>;
  readonly done: Map<string, string>;
}

const textEvents: Readonly<Record<string, string>> = {
  'response.output_text': 'text',
  'response.refusal': 'refusal',
  'response.function_call_arguments': 'arguments',
  'response.custom_tool_call_input': 'input',
  'response.reasoning_summary_text': 'text',
};

/**
 * Reads a Responses stream as a strict client does and fails on whatever makes real ones fail: another first event than
 * `response.created`, a gap in the numbering, items that are not added before or done after their parts, a done text that
 * its deltas do not add up to, an end without output or usage, an error without `response.failed` (Codex waits for it).
 * Returns the final response.
 */
export function readResponsesStream(text: string): JsonObject {
  const gathered: Gathered = { deltas: new Map(), done: new Map() };
  const open = new Map<number, string>();
  const items: JsonObject[] = [];
  let itemCount = 0;
  let final: JsonObject | undefined;
  let hasFailed = false;
  const events = readSse(text);
  for (const [index, event] of events.entries()) {
    const body = dataOf(event);
    const type = asString(body.type) ?? '';
    assert.equal(event.name, type, 'the event line names the type');
    assert.equal(final, undefined, `nothing may follow the end: ${type}`);
    assert.equal(body.sequence_number, index, 'events are numbered without gaps');
    if (type === 'error') {
      assert.ok(typeof body.code === 'string' && typeof body.message === 'string');
      hasFailed = true;
      continue;
    }
    if (index === 0) assert.equal(type, 'response.created');
    if (type === 'response.output_item.added') {
      const item = objectIn(body, 'item');
      assert.equal(body.output_index, itemCount++, 'output indexes count up');
      open.set(itemCount - 1, asString(item.id) ?? '');
    } else if (type === 'response.output_item.done') {
      const item = objectIn(body, 'item');
      const place = Number(body.output_index);
      assert.equal(open.get(place), item.id, 'an item is added before it is done');
      open.delete(place);
      items[place] = item;
    } else if (typeof body.output_index === 'number') {
      assert.equal(open.get(body.output_index), body.item_id, `${type} belongs to an open item`);
      gather(gathered, type, body);
    } else if (isObject(body.response)) {
      if (!hasFailed) assertHead(body.response);
      if (/^response\.(?:completed|incomplete|failed)$/.test(type)) final = body.response;
    }
  }
  assert.ok(final, 'the stream ends with the response');
  assert.equal(final.status === 'failed', hasFailed, 'a failure is an error and response.failed');
  if (!hasFailed) assertWhole(final, items, gathered);
  return final;
}

function gather({ deltas, done }: Gathered, type: string, body: JsonObject): void {
  const [, base = '', step] = /^(.*)\.(delta|done)$/.exec(type) ?? [];
  const field = textEvents[base];
  if (field === undefined) return;
  const part = asNumber(body.content_index) ?? asNumber(body.summary_index) ?? 0;
  const place = `${base} ${asString(body.item_id) ?? ''} ${part}`;
  if (step === 'delta') deltas.set(place, (deltas.get(place) ?? '') + (asString(body.delta) ?? ''));
  else {
    assert.equal(typeof body[field], 'string', `${type} has ${field}`);
    assert.ok(!done.has(place), `${type} comes once`);
    done.set(place, asString(body[field]) ?? '');
  }
}

function assertHead(response: JsonObject): void {
  assert.equal(response.object, 'response');
  for (const field of ['id', 'model', 'status']) assert.equal(typeof response[field], 'string', field);
  assert.equal(typeof response.created_at, 'number');
}

/** All of the output and all counts: clients loop when usage is null. */
function assertWhole(response: JsonObject, items: readonly JsonObject[], { deltas, done }: Gathered): void {
  assert.deepEqual(asArray(response.output), items, 'the end repeats every item');
  for (const [place, text] of done)
    assert.equal(deltas.get(place) ?? '', text, `the deltas of ${place} add up`);
  for (const item of items) {
    if (item.type === 'function_call') assert.ok(isDone(done, 'function_call_arguments', item.id));
  }
  const usage = objectIn(response, 'usage');
  for (const field of ['input_tokens', 'output_tokens', 'total_tokens'])
    assert.equal(typeof usage[field], 'number', field);
  assert.equal(typeof objectIn(usage, 'input_tokens_details').cached_tokens, 'number');
  assert.equal(typeof objectIn(usage, 'output_tokens_details').reasoning_tokens, 'number');
}

function isDone(done: ReadonlyMap<string, string>, base: string, id: unknown): boolean {
  return [...done.keys()].some((place) => place.startsWith(`response.${base} ${String(id)} `));
}

function objectIn(body: JsonObject, field: string): JsonObject {
  const value = body[field];
  assert.ok(isObject(value), `${field} is an object`);
  return value;
}
