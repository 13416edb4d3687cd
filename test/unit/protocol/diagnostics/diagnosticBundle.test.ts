import assert from 'node:assert/strict';
import { diagnosticBundle } from '../../../../src/protocol/diagnostics/diagnosticBundle.ts';
import { gatewayStatus, providerStatus, workspaceStatus } from '../../../helpers/editor/gatewayStatus.ts';

describe('the diagnostics', () => {
  const bundle = diagnosticBundle({
    about: [
      ['Muxgate', '0.1.0'],
      ['Editor', 'Visual Studio Code 1.139.1'],
    ],
    status: gatewayStatus({
      requestCount: 12,
      errorCount: 3,
      providers: [
        providerStatus({ id: 'openai', endpoint: 'https://api.openai.com/v1' }),
        providerStatus({
          id: 'skunkworks',
          name: 'Skunk Works',
          type: 'openai-compatible',
          state: 'failing',
          failureKind: 'unauthorized',
          message: '"skunkworks" does not accept the key (401: Incorrect API key sk-abcdefgh12345678).',
        }),
      ],
      workspaces: [workspaceStatus({ id: 'merger' })],
    }),
    settings: { providers: { skunkworks: { type: 'openai-compatible', apiKey: 'sk-zzzzzzzzzzzz' } } },
    results: [
      {
        title: 'Data folder',
        findings: [{ severity: 'warning', title: 'Others can look into /home/ada/.local/state/muxgate.' }],
      },
    ],
    logLines: [
      'line that is too old',
      ...Array.from({ length: 79 }, () => '2026-11-21 18:00:00.000 [info] listening'),
      `2026-11-21 [warn] ~~~ /home/ada/plan.txt of ada at 10.0.0.7 with mg-secret ${'x y '.repeat(400)}`,
    ],
    secrets: ['mg-secret'],
    home: '/home/ada',
    names: ['ada'],
    publicHosts: ['api.openai.com'],
    publicIds: new Set(['default', 'openai', 'openai-compatible']),
  });

  it('tell versions, states, findings and the end of the log', () => {
    assert.match(bundle, /- Muxgate: 0\.1\.0\n- Editor: Visual Studio Code 1\.139\.1/);
    assert.match(bundle, /- Requests: 12, failed: 3/);
    assert.match(bundle, /- openai \(openai\): reachable/);
    assert.match(bundle, /- provider-2 \(openai-compatible\): failing.*unauthorized/);
    assert.match(bundle, /- warning: Data folder: Others can look into/);
    assert.match(bundle, /\[info\] listening/);
    assert.doesNotMatch(bundle, /too old/);
  });

  it('hold nothing private, wherever it stood', () => {
    assert.doesNotMatch(
      bundle,
      /skunk|merger|sk-abc|sk-zzz|mg-secret|\bada\b|plan\.txt|10\.0\.0\.7|state\/muxgate/i,
    );
  });

  it('have a log that no line of it ends', () => {
    const [, fence = ''] = /### Log\n\n(~+)\n/.exec(bundle) ?? [];
    assert.equal(fence, '~~~~');
    assert.ok(bundle.trimEnd().endsWith(`\n${fence}`));
    assert.ok(bundle.split('\n').every((line) => line.length <= 400));
  });
});
