import assert from 'node:assert/strict';
import { openaiToolChoice } from '../../../../src/gateway/wire/openaiToolChoice.ts';
import type { NeutralTool } from '../../../../src/gateway/wire/toolModel.ts';

const tools: NeutralTool[] = [
  { type: 'function', name: 'look' },
  { type: 'custom', name: 'patch' },
];
const shapes = {
  reference: (name: string, isCustom: boolean) => ({ name, isCustom }),
  allowed: (mode: string, references: object[]) => ({ mode, references: JSON.stringify(references) }),
};

describe('openaiToolChoice', () => {
  it('names the tools that may be called, each by its kind', () => {
    assert.deepEqual(openaiToolChoice({ type: 'auto', allowed: ['look', 'patch'] }, tools, shapes), {
      mode: 'auto',
      references: '[{"name":"look","isCustom":false},{"name":"patch","isCustom":true}]',
    });
    assert.deepEqual(openaiToolChoice({ type: 'tool', name: 'patch', custom: true }, tools, shapes), {
      name: 'patch',
      isCustom: true,
    });
  });

  it('says none whichever tools would be allowed: no list has that mode', () => {
    assert.equal(openaiToolChoice({ type: 'none', allowed: ['look'] }, tools, shapes), 'none');
  });
});
