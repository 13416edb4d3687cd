import assert from 'node:assert/strict';
import type { ChatRequest, StreamEvent } from '../../../../../src/gateway/wire/exchange.ts';
import type { NeutralTool } from '../../../../../src/gateway/wire/toolModel.ts';
import { flattenTools } from '../../../../../src/gateway/wire/tools/flattenTools.ts';
import { ToolRestorer } from '../../../../../src/gateway/wire/tools/toolRestorer.ts';
import { toolNamesOf } from '../../../../../src/gateway/wire/toolNames.ts';
import { chatRequest } from '../../../../helpers/chatRequest.ts';

/** What the events of an answer become that calls the tool at `index` with these fragments of arguments. */
function answerTo(fields: Partial<ChatRequest>, index: number, ...fragments: string[]): StreamEvent[] {
  const flattened = flattenTools(chatRequest(fields), {
    customTools: false,
    namespaces: false,
    allowedTools: false,
  });
  const tool = flattened.request.tools[index];
  assert.ok(tool?.type === 'function');
  const name = toolNamesOf(flattened.request).toUpstream(tool.name);
  const events: StreamEvent[] = [
    { type: 'blockStart', block: 0, content: { type: 'toolCall', id: 'c', name } },
    ...fragments.map((json) => ({ type: 'argumentsDelta', block: 0, json }) as const),
    { type: 'blockEnd', block: 0 },
  ];
  const restorer = new ToolRestorer(flattened);
  return events.flatMap((event) => restorer.transform(event));
}

const exec: NeutralTool = { type: 'custom', name: 'exec', namespace: 'code' };
const long: NeutralTool = { type: 'function', name: `mcp/${'x'.repeat(70)}` };
const end = { type: 'blockEnd', block: 0 } as const;

describe('ToolRestorer', () => {
  it('#38 streams the input of a custom tool as its call', () => {
    assert.deepEqual(answerTo({ tools: [exec] }, 0, '{"input":"let a', ' = 1;\\n"', '}'), [
      {
        type: 'blockStart',
        block: 0,
        content: { type: 'toolCall', id: 'c', name: 'exec', namespace: 'code', custom: true },
      },
      { type: 'argumentsDelta', block: 0, json: 'let a' },
      { type: 'argumentsDelta', block: 0, json: ' = 1;\n' },
      end,
    ]);
  });

  it('#39 gives a function its namespace back, and its arguments as they are', () => {
    const spawn: NeutralTool = { type: 'function', name: 'spawn', namespace: `n.${'x'.repeat(70)}` };
    assert.deepEqual(answerTo({ tools: [spawn] }, 0, '{"input":"x"}'), [
      {
        type: 'blockStart',
        block: 0,
        content: { type: 'toolCall', id: 'c', name: 'spawn', namespace: spawn.namespace },
      },
      { type: 'argumentsDelta', block: 0, json: '{"input":"x"}' },
      end,
    ]);
  });

  it('#74 gives a name back that was too long or held other characters', () => {
    const [started] = answerTo({ tools: [long] }, 0);
    assert.deepEqual(started, {
      type: 'blockStart',
      block: 0,
      content: { type: 'toolCall', id: 'c', name: long.name },
    });
  });

  it('keeps calls of several tools apart that stream at once', () => {
    const flattened = flattenTools(chatRequest({ tools: [exec] }), {
      customTools: false,
      namespaces: true,
      allowedTools: false,
    });
    const restorer = new ToolRestorer(flattened);
    const started = (block: number, name: string): StreamEvent => ({
      type: 'blockStart',
      block,
      content: { type: 'toolCall', id: `c${block}`, name },
    });
    const delta = (block: number, json: string): StreamEvent => ({ type: 'argumentsDelta', block, json });
    const events = [
      started(0, 'exec'),
      started(1, 'made_up'),
      delta(0, '{"input":'),
      delta(1, '{"input":"y"'),
      delta(0, '"x"}'),
      delta(1, '}'),
    ].flatMap((event) => restorer.transform(event));
    assert.deepEqual(
      events.flatMap((event) => (event.type === 'argumentsDelta' ? [[event.block, event.json]] : [])),
      [
        [1, '{"input":"y"'],
        [0, 'x'],
        [1, '}'],
      ],
    );
  });
});
