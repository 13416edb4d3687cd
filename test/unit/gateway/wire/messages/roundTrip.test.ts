import assert from 'node:assert/strict';
import { isObject } from '../../../../../src/gateway/wire/json.ts';
import type { JsonObject, JsonValue } from '../../../../../src/gateway/wire/json.ts';
import { messagesCodec } from '../../../../../src/gateway/wire/messages/codec.ts';
import { encodeTarget } from '../../../../helpers/encodeTarget.ts';
import { seededRandom } from '../../../../helpers/seededRandom.ts';
import type { Random } from '../../../../helpers/seededRandom.ts';
import { stringOf } from '../../../../helpers/stringOf.ts';

/** A random request in the canonical form of this format: what the encoder writes. */
function randomRequest(random: Random): JsonObject {
  const budget = random.chance(0.5);
  const tools = random.list(3, (index) => randomTool(random, index));
  return {
    ...random.maybe(() => ({ context_management: { edits: [] }, metadata: { user_id: 'u', tag: 't' } })),
    model: budget ? 'claude-sonnet-4-5' : 'claude-opus-4-6',
    max_tokens: 40_000,
    ...random.maybe(() => ({ system: random.pick([random.word(), [text(random), cached(text(random))]]) })),
    messages: randomTurns(random),
    ...(tools.length === 0
      ? {}
      : { tools, ...random.maybe(() => ({ tool_choice: randomChoice(random, tools) })) }),
    ...random.maybe(() =>
      budget
        ? { thinking: random.pick([{ type: 'disabled' }, { type: 'between_tools' }]) }
        : {
            thinking: { type: 'adaptive', display: 'omitted' },
            output_config: { effort: 'high', task_budget: 5 },
          },
    ),
    ...random.maybe(() =>
      random.pick<JsonObject>([{ top_p: 0.97 }, { stop_sequences: ['END', random.word()] }]),
    ),
    ...random.maybe(() => ({ service_tier: 'standard_only' })),
    stream: random.chance(0.5),
  };
}

function randomTurns(random: Random): JsonObject[] {
  const turns: JsonObject[] = [];
  let calls: string[] = [];
  for (let turn = 0; turn < 1 + random.integer(4); turn++) {
    const results = calls.map((id) => randomResult(random, id));
    turns.push({
      role: 'user',
      content: simplest([
        ...results,
        ...(results.length > 0 && random.chance(0.5) ? [] : randomInput(random)),
      ]),
    });
    if (random.chance(0.2))
      turns.push({
        role: 'system',
        content: random.word(),
        ...random.maybe(() => ({ output_config: { effort: 'low' } })),
      });
    calls = random.list(3, (index) => `toolu_${turn}_${index}`);
    turns.push({
      role: 'assistant',
      content: simplest([...randomOutput(random), ...calls.map((id) => randomCall(random, id))]),
    });
  }
  turns.push({
    role: 'user',
    content: simplest([...calls.map((id) => randomResult(random, id)), text(random)]),
  });
  return turns;
}

function randomInput(random: Random): JsonObject[] {
  return [
    text(random),
    ...random.list(3, () =>
      random.pick<JsonObject>([
        cached(text(random)),
        { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AAAA' } },
        {
          type: 'image',
          source: { type: 'url', url: 'https://x/y.png' },
          transformations: { oversized_image: 'error' },
        },
        {
          type: 'document',
          source: { type: 'text', media_type: 'text/plain', data: random.word() },
          title: 'T',
          context: 'C',
        },
        {
          type: 'document',
          source: { type: 'base64', media_type: 'application/pdf', data: 'JVBE' },
          citations: { enabled: true },
        },
        { type: 'document', source: { type: 'file', file_id: 'file_1' } },
        { type: 'search_result', source: 's', title: 't', content: [text(random)] },
      ]),
    ),
  ];
}

function randomOutput(random: Random): JsonObject[] {
  return [
    ...(random.chance(0.5)
      ? [{ type: 'thinking', thinking: random.pick(['', random.word()]), signature: 'sig' }]
      : []),
    ...(random.chance(0.2) ? [{ type: 'redacted_thinking', data: 'xyz' }] : []),
    { ...text(random), ...random.maybe(() => ({ citations: [{ type: 'char_location', cited_text: 'c' }] })) },
    ...(random.chance(0.3)
      ? [
          { type: 'server_tool_use', id: 'srvtoolu_1', name: 'web_search', input: { query: 'q' } },
          { type: 'web_search_tool_result', tool_use_id: 'srvtoolu_1', content: [] },
        ]
      : []),
  ];
}

function randomCall(random: Random, id: string): JsonObject {
  const input = random.pick<JsonValue>([
    {},
    { path: random.word(), n: [1, null, { deep: true }] },
    'text',
    ['list'],
  ]);
  return {
    type: 'tool_use',
    id,
    name: random.pick(['read', 'write_file']),
    input,
    ...random.maybe(() => ({ caller: { type: 'direct' } })),
  };
}

function randomResult(random: Random, id: string): JsonObject {
  const content = random.pick<JsonValue>([
    random.word(),
    [text(random), { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AAAA' } }],
    [{ type: 'tool_reference', tool_name: 'x' }],
  ]);
  return cachedMaybe(random, {
    type: 'tool_result',
    tool_use_id: id,
    ...(random.chance(0.8) ? { content } : {}),
    ...random.maybe(() => ({ is_error: true })),
  });
}

function randomTool(random: Random, index: number): JsonObject {
  const custom = {
    name: `tool_${index}`,
    description: random.word(),
    input_schema: { type: 'object', properties: {} },
  };
  return random.pick<JsonObject>([
    custom,
    { ...custom, strict: true, defer_loading: true, cache_control: { type: 'ephemeral' } },
    { type: 'web_search_20250305', name: 'web_search', max_uses: 8 },
  ]);
}

function randomChoice(random: Random, tools: JsonObject[]): JsonObject {
  const parallel = random.maybe(() => ({ disable_parallel_tool_use: true }));
  const name = stringOf(tools[0]?.name);
  return random.pick<JsonObject>([
    { type: 'auto', ...parallel },
    { type: 'none' },
    { type: 'any', ...parallel },
    { type: 'tool', name, ...parallel },
  ]);
}

function text(random: Random): JsonObject {
  return { type: 'text', text: random.word() };
}

function cached(block: JsonObject): JsonObject {
  return { ...block, cache_control: { type: 'ephemeral' } };
}

function cachedMaybe(random: Random, block: JsonObject): JsonObject {
  return random.chance(0.2) ? cached(block) : block;
}

function simplest(blocks: JsonObject[]): JsonValue {
  const [only] = blocks;
  return blocks.length === 1 && only?.type === 'text' && Object.keys(only).length === 2
    ? (only.text ?? '')
    : blocks;
}

/** Anthropic refuses that, so the encoder does not write it. */
function forcesToolWhileThinking({ thinking, tool_choice: choice }: JsonObject): boolean {
  const forces = isObject(choice) && (choice.type === 'any' || choice.type === 'tool');
  return forces && isObject(thinking) && thinking.type === 'adaptive';
}

describe('messages request round trip', () => {
  it('decoding and encoding again gives the same body, for 500 random requests', () => {
    for (let seed = 1; seed <= 500; seed++) {
      const body = randomRequest(seededRandom(seed));
      const target = encodeTarget({ model: stringOf(body.model) });
      if (forcesToolWhileThinking(body)) continue;
      const encoded = messagesCodec.encodeRequest(messagesCodec.decodeRequest(body), target);
      assert.deepEqual(JSON.parse(JSON.stringify(encoded.body)), body, `seed ${seed}`);
      assert.deepEqual(encoded.dropped, [], `seed ${seed}`);
    }
  });
});
