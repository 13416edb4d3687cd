import assert from 'node:assert/strict';
import type { NeutralPart } from '../../../../../src/gateway/wire/exchange.ts';
import { joinedThoughts } from '../../../../../src/gateway/wire/gemini/joinedThoughts.ts';

const signature = { format: 'messages', data: 's' } as const;
const said: NeutralPart = { type: 'text', text: 'x' };

describe('joinedThoughts', () => {
  it('makes one of the pieces of streamed thoughts, with the signature that came last', () => {
    const parts: NeutralPart[] = [
      { type: 'reasoning', text: 'They want ' },
      { type: 'reasoning', text: 'the weather.' },
      { type: 'reasoning', text: '', signature },
      said,
    ];
    assert.deepEqual(joinedThoughts(parts), [
      { type: 'reasoning', text: 'They want the weather.', signature },
      said,
    ]);
  });

  it('keeps thoughts apart that are signed each, withheld, or parted by something else', () => {
    const parts: NeutralPart[] = [
      { type: 'reasoning', text: 'a', signature },
      { type: 'reasoning', text: 'b' },
      { type: 'reasoning', text: '', redacted: true, signature },
      { type: 'reasoning', text: 'c' },
      said,
      { type: 'reasoning', text: 'd' },
    ];
    assert.deepEqual(joinedThoughts(parts), parts);
  });
});
