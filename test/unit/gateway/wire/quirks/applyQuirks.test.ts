import assert from 'node:assert/strict';
import type { JsonObject } from '../../../../../src/gateway/wire/json.ts';
import { applyQuirks } from '../../../../../src/gateway/wire/quirks/applyQuirks.ts';
import type { Quirk, QuirkChange } from '../../../../../src/gateway/wire/quirks/quirk.ts';

function quirk(change: QuirkChange, facts: Partial<Quirk> = {}): Quirk {
  return { change, formats: ['chat'], source: 'test', ...facts };
}

/** What becomes of a chat body, and what got lost. */
function applied(change: QuirkChange, body: JsonObject): [JsonObject, readonly string[]] {
  const quirked = applyQuirks(body, [quirk(change)], { format: 'chat', model: 'm-1' });
  return [quirked.body, quirked.lost];
}

const noTopK: QuirkChange = { kind: 'refuses', field: 'top_k' };

describe('applyQuirks', () => {
  it('applies a quirk to the models and formats alone that it is about', () => {
    const body = { top_k: 1 };
    const isApplied = (facts: Partial<Quirk>, target: object = {}): boolean =>
      applyQuirks(body, [quirk(noTopK, facts)], { format: 'chat', model: 'm-1', ...target }).isChanged;
    assert.equal(isApplied({}), true);
    assert.equal(isApplied({ models: /^m-/ }), true);
    assert.equal(isApplied({ models: /^n-/ }), false);
    assert.equal(isApplied({ formats: ['messages'] }), false);
    assert.equal(isApplied({}, { passesThrough: true }), false);
    assert.equal(isApplied({ always: true }, { passesThrough: true }), true);
  });

  it('applies quirks in their order', () => {
    const changes: QuirkChange[] = [
      { kind: 'renames', field: 'a', to: 'b' },
      { kind: 'range', field: 'b', min: 0, max: 1 },
    ];
    const { body, lost } = applyQuirks(
      { a: 5 },
      changes.map((change) => quirk(change)),
      {
        format: 'chat',
        model: 'm',
      },
    );
    assert.deepEqual([body, lost], [{ b: 1 }, ['b']]);
  });
});

describe('quirks of fields', () => {
  it('reports nothing for a refused field that asked for nothing', () => {
    assert.deepEqual(applied({ kind: 'refuses', field: 'n' }, { n: 1 }), [{}, []]);
    assert.deepEqual(applied({ kind: 'refuses', field: 'n' }, { n: 2 }), [{}, ['n']]);
    assert.deepEqual(applied({ kind: 'refuses', field: 'logprobs' }, { logprobs: false }), [{}, []]);
    assert.deepEqual(applied({ kind: 'refuses', field: 'seed' }, { seed: 0 }), [{}, ['seed']]);
  });

  it('leaves a number in its range alone, and brings others to its nearest end', () => {
    const range: QuirkChange = { kind: 'range', field: 'temperature', min: 0.01, max: 1 };
    assert.deepEqual(applied(range, { temperature: 0.5 }), [{ temperature: 0.5 }, []]);
    assert.deepEqual(applied(range, { temperature: 0 }), [{ temperature: 0.01 }, ['temperature']]);
    assert.deepEqual(applied(range, { temperature: 2 }), [{ temperature: 1 }, ['temperature']]);
  });

  it('says a value in other fields, the rest with `*`, and an object too', () => {
    const change: QuirkChange = {
      kind: 'value',
      field: 'tool_choice',
      values: { none: { tools: undefined }, auto: { tool_choice: 'auto' }, '*': { tool_choice: 'auto' } },
      loses: true,
    };
    assert.deepEqual(applied(change, { tool_choice: 'auto', tools: [] }), [
      { tool_choice: 'auto', tools: [] },
      [],
    ]);
    assert.deepEqual(applied(change, { tool_choice: 'none', tools: [] }), [{}, ['tool_choice']]);
    const forced = { type: 'function', function: { name: 'f' } };
    assert.deepEqual(applied(change, { tool_choice: forced }), [{ tool_choice: 'auto' }, ['tool_choice']]);
  });

  it('reports a value that is overruled, unless the client gets the same all the same', () => {
    const store: QuirkChange = { kind: 'sets', field: 'store', value: false };
    assert.deepEqual(applied(store, { store: true }), [{ store: false }, ['store']]);
    assert.deepEqual(applied(store, { store: false }), [{ store: false }, []]);
    assert.deepEqual(applied({ ...store, emulated: true }, { store: true }), [{ store: false }, []]);
    assert.deepEqual(applied({ ...store, unlessSet: true }, { store: true }), [{ store: true }, []]);
  });

  it('sets a field for whole answers only', () => {
    const change: QuirkChange = { kind: 'sets', field: 'think', value: false, unlessStreamed: true };
    assert.deepEqual(applied(change, { stream: true }), [{ stream: true }, []]);
    assert.deepEqual(applied(change, { stream: false }), [{ stream: false, think: false }, []]);
  });
});

describe('quirks of messages', () => {
  it('joins neighbours of one role whatever their content is, and keeps tool results apart', () => {
    const image = { type: 'image_url', image_url: { url: 'data:image/png;base64,AA' } };
    const [body] = applied(
      { kind: 'alternates' },
      {
        messages: [
          { role: 'user', content: 'a' },
          { role: 'user', content: [image] },
          { role: 'assistant', content: null, tool_calls: [{ id: '1' }] },
          { role: 'assistant', content: 'b', tool_calls: [{ id: '2' }] },
          { role: 'tool', tool_call_id: '1', content: 'x' },
          { role: 'tool', tool_call_id: '2', content: 'y' },
        ],
      },
    );
    assert.deepEqual(body['messages'], [
      { role: 'user', content: [{ type: 'text', text: 'a' }, image] },
      { role: 'assistant', content: [{ type: 'text', text: 'b' }], tool_calls: [{ id: '1' }, { id: '2' }] },
      { role: 'tool', tool_call_id: '1', content: 'x' },
      { role: 'tool', tool_call_id: '2', content: 'y' },
    ]);
  });

  it('finds images by URL in chat parts, Messages blocks and tool results, and lets data pass', () => {
    const refuse: QuirkChange = { kind: 'imageUrls' };
    const byUrl = { type: 'image', source: { type: 'url', url: 'https://x.example/a.png' } };
    const byData = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AA' } };
    const inChat = (url: string) => ({ type: 'image_url', image_url: { url } });
    const asked = (part: object) => () =>
      applied(refuse, { messages: [{ role: 'user', content: [part as JsonObject] }] });
    for (const part of [
      byUrl,
      inChat('https://x.example/a.png'),
      { type: 'tool_result', tool_use_id: 't', content: [byUrl] },
    ]) {
      assert.throws(asked(part), /messages\[0\]\.content|as data alone/);
    }
    for (const part of [byData, inChat('data:image/png;base64,AA'), { type: 'text', text: 'x' }]) {
      assert.doesNotThrow(asked(part));
    }
  });

  it('leaves ids alone that fit', () => {
    const messages = [{ role: 'tool', tool_call_id: 'Ab3dE6gH9', content: '' }];
    assert.deepEqual(applied({ kind: 'toolCallIds', length: 9 }, { messages }), [{ messages }, []]);
  });

  it('keeps reasoning that is there, and asks none of messages without tool calls where only calls need it', () => {
    const messages = [
      { role: 'assistant', content: 'x' },
      { role: 'assistant', content: null, reasoning_content: 'hm', tool_calls: [{ id: '1' }] },
    ];
    assert.deepEqual(applied({ kind: 'needsReasoning', of: 'tool calls' }, { messages }), [{ messages }, []]);
  });

  it('leaves a body alone that has no list of messages', () => {
    for (const kind of ['alternates', 'prefix', 'imageUrls'] as const) {
      assert.deepEqual(applied({ kind }, { prompt: 'x' }), [{ prompt: 'x' }, []]);
    }
  });
});

describe('quirks of schemas', () => {
  const strip: QuirkChange = { kind: 'schemaKeywords', keywords: ['format', 'minItems'] };

  it('strips keywords at every depth, and no names or values that look like them', () => {
    const schema = {
      type: 'object',
      properties: {
        format: { type: 'string', format: 'date', enum: ['format'] },
        list: { type: 'array', minItems: 1, items: { anyOf: [{ type: 'string', format: 'uri' }] } },
      },
      required: ['format'],
      $defs: { minItems: { type: 'array', minItems: 2 } },
    };
    const [body, lost] = applied(strip, {
      tools: [{ type: 'function', function: { name: 'f', parameters: schema } }],
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'n', strict: true, schema: { format: 'date' } },
      },
    });
    assert.deepEqual(body, {
      tools: [
        {
          type: 'function',
          function: {
            name: 'f',
            parameters: {
              type: 'object',
              properties: {
                format: { type: 'string', enum: ['format'] },
                list: { type: 'array', items: { anyOf: [{ type: 'string' }] } },
              },
              required: ['format'],
              $defs: { minItems: { type: 'array' } },
            },
          },
        },
      ],
      response_format: { type: 'json_schema', json_schema: { name: 'n', strict: true, schema: {} } },
    });
    assert.deepEqual([...lost].sort(), ['schema.format', 'schema.minItems']);
  });

  it('puts a schema before all where there is no system text', () => {
    const [body] = applied(
      { kind: 'schemaInPrompt' },
      {
        messages: [{ role: 'user', content: 'x' }],
        response_format: { type: 'json_schema', json_schema: { schema: {} } },
      },
    );
    assert.deepEqual(body['response_format'], { type: 'json_object' });
    assert.deepEqual(
      (body['messages'] as JsonObject[]).map(({ role }) => role),
      ['system', 'user'],
    );
  });

  it('leaves JSON mode alone', () => {
    const asked = { messages: [], response_format: { type: 'json_object' } };
    assert.deepEqual(applied({ kind: 'schemaInPrompt' }, asked), [asked, []]);
  });
});
