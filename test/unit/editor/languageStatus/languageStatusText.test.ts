import assert from 'node:assert/strict';
import { languageStatusText } from '../../../../src/editor/languageStatus/languageStatusText.ts';
import type { PreviewStatus } from '../../../../src/protocol/status.ts';
import { gatewayStatus } from '../../../helpers/editor/gatewayStatus.ts';

const preview: PreviewStatus = { workspace: 'default', localOnly: false, warnings: [] };

describe('the language status', () => {
  it('says where the file routes and why', () => {
    const status = gatewayStatus({
      preview: { ...preview, model: 'openrouter/deepseek/r1', reason: 'rule 2 (*.md) matched a.md' },
    });
    assert.deepEqual(languageStatusText(status), {
      text: '$(arrow-swap) r1',
      detail: 'Muxgate, rule 2 (*.md) matched a.md',
      isWarning: false,
    });
  });

  it('warns where no model answers', () => {
    const status = gatewayStatus({ preview: { ...preview, error: { code: 'x', message: 'no provider' } } });
    assert.deepEqual(languageStatusText(status), {
      text: 'No model',
      detail: 'no provider',
      isWarning: true,
    });
  });

  it('says nothing before the gateway has spoken', () => {
    assert.equal(languageStatusText(gatewayStatus({ gateway: { phase: 'starting' } })), undefined);
  });
});
