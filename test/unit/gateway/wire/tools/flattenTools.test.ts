import assert from 'node:assert/strict';
import type { ChatRequest } from '../../../../../src/gateway/wire/exchange.ts';
import type { NeutralTool, ToolChoice } from '../../../../../src/gateway/wire/toolModel.ts';
import { flattenTools } from '../../../../../src/gateway/wire/tools/flattenTools.ts';
import type { ToolAbilities } from '../../../../../src/gateway/wire/tools/toolAbilities.ts';
import { chatRequest } from '../../../../helpers/chatRequest.ts';

const none: ToolAbilities = { customTools: false, namespaces: false, allowedTools: false };

function flatten(fields: Partial<ChatRequest>, abilities: Partial<ToolAbilities> = {}) {
  const flattened = flattenTools(chatRequest(fields), { ...none, ...abilities });
  return { ...flattened, request: JSON.parse(JSON.stringify(flattened.request)) as ChatRequest };
}

const patch: NeutralTool = {
  type: 'custom',
  name: 'apply_patch',
  description: 'Edits files.',
  format: { type: 'grammar', syntax: 'lark', definition: 'start: "*** Begin Patch"' },
};
const spawn: NeutralTool = { type: 'function', name: 'spawn_agent', namespace: 'multi_agent_v1' };
const read: NeutralTool = { type: 'function', name: 'read', parameters: { type: 'object', properties: {} } };

describe('flattenTools', () => {
  it('leaves a request alone whose tools the target can express', () => {
    const plain = chatRequest({ tools: [read] });
    assert.equal(flattenTools(plain, none).request, plain);
    const all = chatRequest({ tools: [read, patch, spawn], toolChoice: { type: 'auto', allowed: ['read'] } });
    const abilities = { customTools: true, namespaces: true, allowedTools: true };
    assert.equal(flattenTools(all, abilities).request, all);
  });

  it('#38 makes a custom tool a function whose only property is the input, described by its grammar', () => {
    const [tool] = flatten({ tools: [patch] }).request.tools;
    assert.ok(tool?.type === 'function');
    assert.deepEqual([tool.name, tool.description], ['apply_patch', 'Edits files.']);
    const { properties, ...schema } = tool.parameters ?? {};
    assert.deepEqual(schema, { type: 'object', required: ['input'], additionalProperties: false });
    const text = JSON.stringify(properties);
    assert.match(text, /^\{"input":\{"type":"string","description":"The raw input/);
    assert.match(text, /\(lark\):\\nstart: /);
  });

  it('writes the custom calls of the history as calls of that function', () => {
    const { messages } = flatten({
      messages: [
        {
          role: 'assistant',
          content: [
            { type: 'toolCall', id: 'c', name: 'apply_patch', argumentsJson: 'a "b"\n', custom: true },
          ],
        },
        {
          role: 'tool',
          content: [{ type: 'toolResult', toolCallId: 'c', content: [], isError: false, custom: true }],
        },
      ],
    }).request;
    assert.deepEqual(
      messages.map(({ content }) => content),
      [
        [
          {
            type: 'toolCall',
            id: 'c',
            name: 'apply_patch',
            argumentsJson: JSON.stringify({ input: 'a "b"\n' }),
          },
        ],
        [{ type: 'toolResult', toolCallId: 'c', content: [], isError: false }],
      ],
    );
  });

  it('#39 puts the namespace into the name, in tools, history and choice alike', () => {
    const { request } = flatten({
      tools: [spawn],
      messages: [
        {
          role: 'assistant',
          content: [
            {
              type: 'toolCall',
              id: 'c',
              name: 'spawn_agent',
              namespace: 'multi_agent_v1',
              argumentsJson: '{}',
            },
          ],
        },
      ],
      toolChoice: { type: 'tool', name: 'spawn_agent', namespace: 'multi_agent_v1' },
    });
    const name = 'multi_agent_v1__spawn_agent';
    assert.deepEqual(request.tools, [{ type: 'function', name }]);
    assert.deepEqual(request.messages[0]?.content, [
      { type: 'toolCall', id: 'c', name, argumentsJson: '{}' },
    ]);
    assert.deepEqual(request.toolChoice, { type: 'tool', name });
  });

  it('gives each tool a name of its own, also where namespaces and names run together', () => {
    const tools: NeutralTool[] = [
      { type: 'function', name: 'b__c', namespace: 'a' },
      { type: 'function', name: 'c', namespace: 'a__b' },
      { type: 'function', name: 'a__b__c' },
    ];
    const names = flatten({ tools }).request.tools.map((tool) => (tool.type === 'opaque' ? '' : tool.name));
    assert.equal(new Set(names).size, 3);
    assert.equal(names[2], 'a__b__c', 'a tool without a namespace keeps its name');
  });

  describe('with allowed tools that the target has no word for', () => {
    const allowed = (...names: string[]): ToolChoice => ({ type: 'required', allowed: names });

    it('sends only those', () => {
      const { request, dropped } = flatten({ tools: [read, spawn], toolChoice: allowed('read') });
      assert.deepEqual(request.tools, [read]);
      assert.deepEqual(request.toolChoice, { type: 'required' });
      assert.deepEqual(dropped, []);
    });

    it('sends all where the history calls another, and reports it', () => {
      const call = { type: 'toolCall', id: 'c', name: 'other', argumentsJson: '{}' } as const;
      const { request, dropped } = flatten({
        tools: [read, { type: 'function', name: 'other' }],
        messages: [{ role: 'assistant', content: [call] }],
        toolChoice: allowed('read'),
      });
      assert.equal(request.tools.length, 2);
      assert.deepEqual(dropped, ['tool_choice.allowed_tools']);
    });

    it('forbids all where none is allowed', () => {
      const { request } = flatten({ tools: [read], toolChoice: allowed() });
      assert.deepEqual(request.toolChoice, { type: 'none' });
      assert.deepEqual(request.tools, [read]);
    });
  });

  it('names the allowed tools as it names the tools', () => {
    const choice: ToolChoice = { type: 'auto', allowed: ['spawn_agent'] };
    const { request } = flatten({ tools: [spawn, read], toolChoice: choice }, { allowedTools: true });
    assert.deepEqual(request.toolChoice, { type: 'auto', allowed: ['multi_agent_v1__spawn_agent'] });
  });
});
