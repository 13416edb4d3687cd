import assert from 'node:assert/strict';
import type { EncodeTarget } from '../../../../../src/gateway/wire/codec.ts';
import type { NeutralMessage } from '../../../../../src/gateway/wire/exchange.ts';
import { asArray, isObject } from '../../../../../src/gateway/wire/json.ts';
import {
  newest,
  older,
  user,
  encode,
  contentsOf,
  call,
  result,
} from '../../../../helpers/codecs/encodeGemini.ts';

describe('gemini request encoder: signatures', () => {
  const own = { format: 'gemini', data: 'c2ln' } as const;
  const foreign = { format: 'messages', data: 'sig' } as const;

  it('go back on the parts that they came with', () => {
    const [, model] = contentsOf([
      user,
      {
        role: 'assistant',
        content: [
          { type: 'reasoning', text: 'hm', signature: own },
          { type: 'text', text: 'hello', signature: own },
          { type: 'text', text: '', signature: own },
          call('1', 'f', { signature: own }),
        ],
      },
      { role: 'tool', content: [result('1', 'ok')] },
    ]);
    assert.deepEqual(model?.parts, [
      { text: 'hm', thought: true, thoughtSignature: 'c2ln' },
      { text: 'hello', thoughtSignature: 'c2ln' },
      { text: '', thoughtSignature: 'c2ln' },
      { functionCall: { id: '1', name: 'f', args: { a: 1 } }, thoughtSignature: 'c2ln' },
    ]);
  });

  it('of another provider stay away, and the reasoning that they sign with them', () => {
    const messages: NeutralMessage[] = [
      user,
      {
        role: 'assistant',
        content: [
          { type: 'reasoning', text: 'hm', signature: foreign },
          { type: 'reasoning', text: 'unsigned' },
          { type: 'text', text: 'hello', signature: foreign },
        ],
      },
    ];
    assert.deepEqual(contentsOf(messages)[1]?.parts, [
      { text: 'unsigned', thought: true },
      { text: 'hello' },
    ]);
    assert.deepEqual(encode({ messages }).dropped, ['reasoning']);
  });

  const turn: NeutralMessage[] = [
    user,
    { role: 'assistant', content: [call('1', 'f'), call('2', 'f')] },
    { role: 'tool', content: [result('1', 'a'), result('2', 'b')] },
    { role: 'user', content: [{ type: 'text', text: 'next' }] },
    { role: 'assistant', content: [call('3', 'f', { signature: foreign }), call('4', 'f')] },
    { role: 'tool', content: [result('3', 'a'), result('4', 'b')] },
    { role: 'assistant', content: [call('5', 'f', { signature: own })] },
    { role: 'tool', content: [result('5', 'a')] },
  ];
  const signaturesOf = (target: Partial<EncodeTarget>) =>
    contentsOf(turn, target)
      .filter(({ role }) => role === 'model')
      .map(({ parts }) => asArray(parts).map((part) => isObject(part) && part.thoughtSignature));

  it('#85 are stood in for on the first call of each step where Gemini 3 asks for one', () => {
    const skip = 'skip_thought_signature_validator';
    assert.deepEqual(signaturesOf(newest).slice(-2), [[skip, undefined], ['c2ln']]);
  });

  it('are not asked for by older models', () => {
    assert.deepEqual(signaturesOf(older), [[undefined, undefined], [undefined, undefined], ['c2ln']]);
  });
});
