import assert from 'node:assert/strict';
import type { EncodeTarget } from '../../../../../src/gateway/wire/codec.ts';
import type { ChatRequest, NeutralMessage } from '../../../../../src/gateway/wire/exchange.ts';
import type { JsonObject } from '../../../../../src/gateway/wire/json.ts';
import { signatureOf } from '../../../../helpers/signatureOf.ts';
import { user, encode, text, call, result } from '../../../../helpers/codecs/encodeMessages.ts';

describe('messages encodeRequest: thinking', () => {
  const budgetModel = { model: 'claude-sonnet-4-5-20250929' };
  const adaptiveModel = { model: 'claude-opus-5' };
  const thinking = (fields: Partial<ChatRequest>, target: Partial<EncodeTarget>) => {
    const { body, dropped } = encode(fields, target);
    return [body.thinking, body.output_config, dropped];
  };

  const budgetOnly = [
    'claude-3-7-sonnet-20250219',
    'claude-sonnet-4-20250514',
    'claude-opus-4-1',
    'anthropic/claude-sonnet-4.5',
    'claude-haiku-4-5-20251001',
    'claude-sonnet-4-5-thinking',
    'kimi-k2',
  ];
  for (const model of budgetOnly) {
    it(`gives ${model} a budget`, () => {
      assert.deepEqual(thinking({ reasoning: { mode: 'on', effort: 'low' } }, { model }), [
        { type: 'enabled', budget_tokens: 4096 },
        undefined,
        [],
      ]);
    });
  }
  for (const model of [
    'claude-opus-4-6',
    'claude-sonnet-4.6',
    'claude-opus-4-10',
    'claude-opus-5-5',
    'claude-fable-5',
  ]) {
    it(`gives ${model} an effort`, () => {
      assert.deepEqual(thinking({ reasoning: { mode: 'on', effort: 'low' } }, { model }), [
        { type: 'adaptive' },
        { effort: 'low' },
        [],
      ]);
    });
  }

  it('keeps the budget below the token limit, and room for the answer when the budget is ours', () => {
    const budget = (fields: Partial<ChatRequest>) =>
      (encode(fields, budgetModel).body.thinking as JsonObject | undefined)?.budget_tokens;
    assert.equal(budget({ reasoning: { mode: 'on', budgetTokens: 32000 }, maxOutputTokens: 32000 }), 31999);
    assert.equal(budget({ reasoning: { mode: 'on', effort: 'high' }, maxOutputTokens: 5000 }), 3976);
    assert.equal(budget({ reasoning: { mode: 'adaptive' }, maxOutputTokens: 64000 }), 10240);
    assert.deepEqual(
      thinking({ reasoning: { mode: 'on', effort: 'low' }, maxOutputTokens: 1500 }, budgetModel),
      [undefined, undefined, ['reasoning_effort']],
    );
  });

  it('turns a budget into an effort, and clamps efforts to what the target accepts', () => {
    const effort = (reasoning: ChatRequest['reasoning'], target: Partial<EncodeTarget> = {}) =>
      (encode({ reasoning }, { ...adaptiveModel, ...target }).body.output_config as JsonObject | undefined)
        ?.effort;
    assert.equal(effort({ mode: 'on', budgetTokens: 31999 }), 'high');
    assert.equal(effort({ mode: 'on', budgetTokens: 2000 }), 'low');
    assert.equal(effort({ mode: 'on', effort: 'xhigh' }), 'high');
    assert.equal(effort({ mode: 'on', effort: 'minimal' }, { reasoningEfforts: [] }), 'low');
    assert.equal(
      effort({ mode: 'on', effort: 'xhigh' }, { reasoningEfforts: ['low', 'xhigh', 'max'] }),
      'xhigh',
    );
    assert.equal(effort({ mode: 'adaptive' }), undefined);
  });

  it('says when not to think', () => {
    assert.deepEqual(thinking({ reasoning: { mode: 'off' } }, budgetModel), [
      { type: 'disabled' },
      undefined,
      [],
    ]);
    assert.deepEqual(thinking({}, budgetModel), [undefined, undefined, []]);
  });

  it('does not think when a tool is forced', () => {
    const forced = {
      tools: [{ type: 'function', name: 'a' }],
      toolChoice: { type: 'required' },
      reasoning: { mode: 'on', effort: 'low' },
    } as const;
    assert.deepEqual(thinking(forced, budgetModel), [undefined, undefined, ['reasoning_effort']]);
    assert.deepEqual(thinking({ ...forced, format: 'messages' }, adaptiveModel), [
      undefined,
      { effort: 'low' },
      ['thinking'],
    ]);
  });

  it('does not think with a budget in a tool loop whose turn lacks its thinking block', () => {
    const reasoning = { mode: 'on', budgetTokens: 2000 } as const;
    const signed = { type: 'reasoning', text: 'hm', signature: signatureOf('s') } as const;
    const loop = (...content: NeutralMessage['content']) => ({
      reasoning,
      messages: [user, { role: 'assistant', content }, result('a', 'x')] as const,
    });
    const enabled = { type: 'enabled', budget_tokens: 2000 };
    assert.deepEqual(thinking(loop(call('a')), budgetModel), [undefined, undefined, ['reasoning_effort']]);
    assert.deepEqual(thinking(loop(signed, call('a')), budgetModel), [enabled, undefined, []]);
    assert.deepEqual(thinking(loop(signed, call('a')), { ...budgetModel, keepsSignatures: false }), [
      undefined,
      undefined,
      ['reasoning', 'reasoning_effort'],
    ]);
    assert.deepEqual(thinking(loop(call('a')), adaptiveModel)[0], { type: 'adaptive' });
    const finished = [
      user,
      { role: 'assistant', content: [call('a')] },
      result('a', 'x'),
      text('assistant', 'Done'),
      user,
    ] as const;
    assert.deepEqual(thinking({ reasoning, messages: finished }, budgetModel), [enabled, undefined, []]);
    assert.deepEqual(
      thinking({ reasoning, messages: [user, text('assistant', 'It is')] }, budgetModel)[0],
      undefined,
    );
  });
});
