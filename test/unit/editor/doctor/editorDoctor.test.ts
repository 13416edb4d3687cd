import assert from 'node:assert/strict';
import { checkClients } from '../../../../src/editor/doctor/checks/checkClients.ts';
import { checkEnvironment } from '../../../../src/editor/doctor/checks/checkEnvironment.ts';
import { checkFolders } from '../../../../src/editor/doctor/checks/checkFolders.ts';
import { checkGatewayLink } from '../../../../src/editor/doctor/checks/checkGatewayLink.ts';
import { checkProxySettings } from '../../../../src/editor/doctor/checks/checkProxySettings.ts';
import { checkRemote, type RemoteFacts } from '../../../../src/editor/doctor/checks/checkRemote.ts';
import { checkSecrets } from '../../../../src/editor/doctor/checks/checkSecrets.ts';
import { checkTerminals } from '../../../../src/editor/doctor/checks/checkTerminals.ts';
import type { EditorCheck } from '../../../../src/editor/doctor/editorCheck.ts';
import { settledStatus } from '../../../../src/editor/doctor/settledStatus.ts';
import { runDoctor } from '../../../../src/editor/doctor/runDoctor.ts';
import type { AgentStatus } from '../../../../src/protocol/agents.ts';
import type { Finding } from '../../../../src/protocol/doctor.ts';
import type { GatewayStatus } from '../../../../src/protocol/status.ts';
import { gatewayStatus, providerStatus } from '../../../helpers/editor/gatewayStatus.ts';

const never = new AbortController().signal;
const origin = 'http://127.0.0.1:8989';
const remote: RemoteFacts = {
  remoteName: 'ssh-remote',
  isWithTerminals: true,
  origin,
  forwarded: (url) => Promise.resolve(url),
};
const terminals = {
  launcher: { found: () => Promise.resolve({ file: '/bin/muxgate', isOurs: true }) },
  isEnvironmentOn: false,
  accessKeysSet: false,
  mayHaveKey: false,
};
const key = { provider: 'gone', account: 'default', origin: 'https://x', key: 'k' };
const settings = { proxySupport: 'override', proxy: '', noProxy: [] };

function agent(differences: Partial<AgentStatus>): AgentStatus {
  return {
    id: 'aider',
    name: 'aider',
    state: 'found',
    isFound: true,
    files: [],
    canDisconnect: false,
    canConnect: true,
    steps: [],
    ...differences,
  };
}
const elsewhere = { state: 'elsewhere', address: 'http://127.0.0.1:7777' } as const;

type Found = readonly Finding[] | Promise<readonly Finding[]>;
const cases: readonly (readonly [name: string, found: () => Found, severity: string, title: RegExp])[] = [
  [
    'a gateway that crashed',
    () => checkGatewayLink(gatewayStatus({ gateway: { phase: 'crashed', retryInMs: 2000 } })),
    'broken',
    /starts again in 2 s/,
  ],
  ['a gateway that speaks', () => checkGatewayLink(gatewayStatus()), 'good', /talks to its gateway/],
  [
    'a keyring that is locked',
    () => checkSecrets({ keys: () => Promise.reject(new Error('locked')) }, gatewayStatus()),
    'broken',
    /does not open: locked/,
  ],
  [
    'keys of providers that are gone',
    () =>
      checkSecrets(
        { keys: () => Promise.resolve([key]) },
        gatewayStatus({ providers: [providerStatus({ id: 'openai' })] }),
      ),
    'note',
    /not configured: gone/,
  ],
  [
    'a variable that leads to another port of this machine',
    () => checkEnvironment({ ANTHROPIC_BASE_URL: 'http://localhost:7777' }, origin),
    'warning',
    /ANTHROPIC_BASE_URL leads agents of this editor to localhost:7777/,
  ],
  [
    'a variable that leads to another host',
    () => checkEnvironment({ OPENAI_BASE_URL: 'https://api.example.com/v1' }, origin),
    'note',
    /OPENAI_BASE_URL/,
  ],
  [
    'variables that lead here',
    () => checkEnvironment({ ANTHROPIC_BASE_URL: `${origin}/window/x`, OPENAI_BASE_URL: 'no url' }, origin),
    'good',
    /No variable/,
  ],
  [
    'another muxgate in terminals',
    () =>
      checkTerminals({
        ...terminals,
        launcher: { found: () => Promise.resolve({ file: '/x/muxgate', isOurs: false }) },
      }),
    'note',
    /another muxgate: \/x\/muxgate/,
  ],
  [
    'terminals without the key that the gateway wants',
    () => checkTerminals({ ...terminals, isEnvironmentOn: true, accessKeysSet: true }),
    'warning',
    /have no access key/,
  ],
  [
    'a remote window whose Muxgate is at home',
    () => checkRemote({ ...remote, isWithTerminals: false }),
    'warning',
    /runs on your own machine/,
  ],
  [
    'a port that is forwarded under another number',
    () => checkRemote({ ...remote, forwarded: () => Promise.resolve('http://127.0.0.1:8990/') }),
    'note',
    /127\.0\.0\.1:8990/,
  ],
  ['a remote window with Muxgate', () => checkRemote(remote), 'good', /runs on ssh-remote/],
  [
    'a proxy that is switched off',
    () => checkProxySettings({ ...settings, proxySupport: 'off', proxy: 'http://p:1' }),
    'warning',
    /proxySupport is off/,
  ],
  ['no proxy', () => checkProxySettings(settings), 'good', /no proxy set/],
  [
    'an agent that was connected to another port',
    () => checkClients([agent({ ...elsewhere, canDisconnect: true })]),
    'warning',
    /aider was connected here, and goes to http:\/\/127\.0\.0\.1:7777 now/,
  ],
  [
    'an agent that the user pointed elsewhere',
    () => checkClients([agent(elsewhere)]),
    'note',
    /another address/,
  ],
  [
    'an agent whose file is broken',
    () => checkClients([agent({ state: 'unreadable', problem: 'line 3' })]),
    'warning',
    /cannot be read/,
  ],
  ['agents that are connected', () => checkClients([agent({ state: 'connected' })]), 'good', /here: aider/],
  ['no connected agent', () => checkClients([agent({})]), 'note', /No agent/],
  [
    'a folder without trust',
    () => checkFolders({ isTrusted: false, schemes: ['file'] }),
    'note',
    /not trusted/,
  ],
];

describe("the doctor's look at the editor", () => {
  for (const [name, found, severity, title] of cases) {
    it(`finds ${name}`, async () => {
      const findings = await found();
      const [worst] = findings.filter((finding) => finding.severity === severity);
      assert.match(worst?.title ?? JSON.stringify(findings), title);
    });
  }
});

describe('the status that the doctor looks at', () => {
  it('is that of a gateway that has started, or of one that takes too long', async () => {
    let status = gatewayStatus({ gateway: { phase: 'starting' } });
    let tell: (status: GatewayStatus) => void = () => undefined;
    let timeOut: () => void = () => undefined;
    const gateway = {
      get status() {
        return status;
      },
      onStatus: (listener: typeof tell) => {
        tell = listener;
        return { dispose: () => undefined };
      },
    };
    const startTimer = (_delayMs: number, callback: () => void): (() => void) => {
      timeOut = callback;
      return () => undefined;
    };
    const slow = settledStatus(gateway, startTimer);
    timeOut();
    assert.equal((await slow).gateway.phase, 'starting');
    const waiting = settledStatus(gateway, startTimer);
    tell(status);
    status = gatewayStatus();
    tell(status);
    assert.equal((await waiting).gateway.phase, 'listening');
  });
});

describe('running the doctor', () => {
  const check = (id: string, run: EditorCheck['run']): EditorCheck => ({ id, title: () => id, run });

  it('gives the results in the order of the checks, the worst first, and tells each as it comes', async () => {
    let release: () => void = () => undefined;
    const slow = new Promise<void>((resolve) => (release = resolve));
    const told: string[] = [];
    const results = await runDoctor(
      [
        check('slow', async () => {
          await slow;
          return [
            { severity: 'good', title: 'fine' },
            { severity: 'broken', title: 'bad' },
          ];
        }),
        check('quick', () => Promise.resolve([{ severity: 'note', title: 'hm' }])),
      ],
      {
        signal: never,
        onResult: ({ id }, doneCount) => {
          told.push(`${id} ${doneCount}`);
          release();
        },
      },
    );
    assert.deepEqual(told, ['quick 1', 'slow 2']);
    assert.deepEqual(
      results.map(({ id, findings }) => [id, findings.map(({ title }) => title)]),
      [
        ['slow', ['bad', 'fine']],
        ['quick', ['hm']],
      ],
    );
  });

  it('goes on when one fails or never ends', async () => {
    const [failed, hung] = await runDoctor(
      [
        check('failed', () => Promise.reject(new Error('no gateway'))),
        check('hung', () => new Promise(() => undefined)),
      ],
      { signal: never, onResult: () => undefined, timeoutMs: 20 },
    );
    assert.match(failed?.findings[0]?.title ?? '', /could not be checked: no gateway/);
    assert.match(hung?.findings[0]?.title ?? '', /took more than 0\.02 s/);
  });

  it('ends when the user stops it', async () => {
    const controller = new AbortController();
    const running = runDoctor([check('hung', () => new Promise(() => undefined))], {
      signal: controller.signal,
      onResult: () => assert.fail('nothing is done'),
    });
    controller.abort();
    await assert.rejects(running, { name: 'AbortError' });
  });
});
