import assert from 'node:assert/strict';
import { renamedPins } from '../../../../src/editor/webview/renamedPins.ts';
import type { SettingsChange } from '../../../../src/protocol/settingsChange.ts';

const renamed: SettingsChange = {
  kind: 'entry',
  table: 'routes',
  id: 'hard',
  renamedFrom: 'strong',
  value: {},
};

describe('pins after a route got another id', () => {
  it('name the route as it is called now, and nothing else changes', () => {
    assert.deepEqual(renamedPins({ chat: '@strong', fim: 'a/b' }, [renamed]), { chat: '@hard' });
    assert.deepEqual(renamedPins({ fim: '@strong' }, [renamed]), { fim: '@hard' });
  });

  it('stay when they name something else', () => {
    assert.equal(renamedPins({ chat: 'strong/x', workspace: 'strong' }, [renamed]), undefined);
    assert.equal(renamedPins({ chat: '@strong' }, [{ ...renamed, renamedFrom: undefined }]), undefined);
  });
});
