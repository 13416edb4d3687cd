import assert from 'node:assert/strict';
import { claudeCode } from '../../../../src/editor/clients/catalog/claudeCode.ts';
import { secretsMask } from '../../../../src/editor/clients/maskSecrets.ts';

describe('the preview of a change', () => {
  const edit = {
    path: ['env', 'ANTHROPIC_AUTH_TOKEN'],
    before: 'my-own-token',
    after: 'access-key-1',
    depthThere: 2,
  };
  const file = { path: '/f', named: '/f', format: 'json' as const, before: '', after: '', edits: [edit] };
  const address = { origin: 'http://127.0.0.1:1', key: 'access-key-1', needsKey: true };
  const mask = secretsMask({ client: claudeCode, address, files: [file] });

  it('covers our key and the one that it replaces, and still shows that they differ', () => {
    assert.equal(mask('"my-own-token"'), '"•••••••• (before)"');
    assert.equal(mask('"access-key-1"'), '"••••••••"');
  });

  it('covers other keys of known kinds, and nothing else', () => {
    assert.equal(mask('OTHER=sk-ant-abcdefgh12345 MODEL=gpt-5'), 'OTHER=•••••••• MODEL=gpt-5');
  });
});
