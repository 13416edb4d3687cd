import assert from 'node:assert/strict';
import { chmod, mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { notByItself } from '../../../../src/gateway/accounts/accountPool.ts';
import { checkDataFolder } from '../../../../src/gateway/doctor/checkDataFolder.ts';
import { runGatewayCheck } from '../../../../src/gateway/doctor/runGatewayCheck.ts';
import { KeyRing } from '../../../../src/gateway/providers/keyRing.ts';
import type { UpstreamAnswer } from '../../../../src/gateway/upstream/attempt.ts';
import type { GatewayCheckId } from '../../../../src/protocol/doctor.ts';
import { type DoctorCase, doctorContext } from '../../../helpers/doctorContext.ts';
import { temporaryFolder } from '../../../helpers/temporaryFolder.ts';

const never = new AbortController().signal;
const cloud = { providers: { anthropic: { type: 'anthropic' } } } as const;
const open = {
  providers: { far: { type: 'openai-compatible', endpoint: 'http://llm.example.com/v1' } },
} as const;

/** An answer of a provider with a model list. */
function answer(status: number, body: unknown, headers: Record<string, string> = {}): UpstreamAnswer {
  const bytes = Buffer.from(JSON.stringify(body));
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: Readable.from([bytes]),
  };
}
const models = { data: [{ id: 'm-1' }, { id: 'm-2' }], models: [] };
const withKey = { config: open, keyRing: new KeyRing() };

interface Case {
  readonly check: GatewayCheckId;
  readonly name: string;
  readonly given: DoctorCase;
  /** Severity and title of every finding. */
  readonly finds: readonly (readonly [string, RegExp])[];
  readonly remedy?: string;
}

const cases: readonly Case[] = [
  { check: 'port', name: 'that this window has', given: {}, finds: [['good', /serves 127\.0\.0\.1:8989/]] },
  {
    check: 'port',
    name: 'that another window has',
    given: { phase: { phase: 'listening', host: '127.0.0.1', port: 8989, elsewhere: true } },
    finds: [['good', /gateway of another window serves this one too/]],
  },
  {
    check: 'port',
    name: 'that another version has',
    given: { phase: { phase: 'served-elsewhere', port: 8989, version: '0.9.0' } },
    finds: [['warning', /Muxgate 0\.9\.0, which this window cannot join, has port 8989/]],
    remedy: 'reloadWindow',
  },
  {
    check: 'port',
    name: 'that the configuration does not allow',
    given: { phase: { phase: 'refused', message: 'no keys for 0.0.0.0' } },
    finds: [['broken', /no keys for/]],
    remedy: 'openSettings',
  },
  {
    check: 'port',
    name: 'that other machines reach',
    given: {
      config: { host: '192.168.1.9', accessKeys: ['${env:K}'] },
      env: { K: 'mg-1' },
      phase: { phase: 'listening', host: '192.168.1.9', port: 8989 },
    },
    finds: [
      ['good', /192\.168\.1\.9/],
      ['warning', /Other machines can reach/],
    ],
    remedy: 'openSetting',
  },
  {
    check: 'configuration',
    name: 'with an entry that is wrong',
    given: { config: JSON.parse('{"prot": 1, "providers": {"a": {"type": "nonsense"}}}') as object },
    finds: [
      ['broken', /prot/],
      ['broken', /providers\.a\.type/],
    ],
    remedy: 'openSettings',
  },
  {
    check: 'configuration',
    name: 'that is good',
    given: { config: cloud },
    finds: [['good', /Providers: 1/]],
  },
  {
    check: 'routing',
    name: 'without a provider',
    given: {},
    finds: [['broken', /No provider is configured/]],
    remedy: 'addProvider',
  },
  {
    check: 'routing',
    name: 'that ends in an error',
    given: {
      config: cloud,
      preview: { error: { code: 'policy_violation', message: 'local only' } },
    },
    finds: [['broken', /no answer: local only/]],
  },
  {
    check: 'keys',
    name: 'that are missing',
    given: { config: cloud },
    finds: [['broken', /"anthropic" has no API key/]],
    remedy: 'setApiKey',
  },
  {
    check: 'keys',
    name: 'that were entered for another address',
    given: { config: cloud, keyRing: ringWith('https://elsewhere.example.com') },
    finds: [['broken', /was entered for https:\/\/elsewhere/]],
    remedy: 'setApiKey',
  },
  {
    check: 'keys',
    name: 'that were rejected',
    given: {
      config: cloud,
      keyRing: ringWith('https://api.anthropic.com'),
      standings: { anthropic: { state: 'key rejected', message: '401: invalid x-api-key' } },
    },
    finds: [['broken', /rejected when it was last used/]],
    remedy: 'setApiKey',
  },
  {
    check: 'keys',
    name: 'that are there',
    given: { config: cloud, keyRing: ringWith('https://api.anthropic.com') },
    finds: [['good', /has one/]],
  },
  {
    check: 'providers',
    name: 'that do not answer',
    given: { config: open },
    finds: [['broken', /nobody is at http:\/\/llm\.example\.com/]],
    remedy: 'openSettings',
  },
  {
    check: 'providers',
    name: 'that refuse the key',
    given: { ...withKey, send: () => Promise.resolve(answer(401, { error: { message: 'bad key' } })) },
    finds: [['broken', /does not accept the key/]],
    remedy: 'setApiKey',
  },
  {
    check: 'providers',
    name: 'that answer, while the clock is right',
    given: {
      ...withKey,
      send: () => Promise.resolve(answer(200, models, { date: 'Sat, 21 Nov 2026 12:01:00 GMT' })),
      now: () => Date.parse('2026-11-21T12:00:00Z'),
    },
    finds: [['good', /“far” answers in \d+ ms\. Models: 2\./]],
  },
  {
    check: 'providers',
    name: 'whose clocks say that ours is wrong',
    given: {
      ...withKey,
      send: () => Promise.resolve(answer(200, models, { date: 'Sat, 21 Nov 2026 11:50:00 GMT' })),
      now: () => Date.parse('2026-11-21T12:00:00Z'),
    },
    finds: [
      ['good', /answers/],
      ['warning', /clock is 10 minutes ahead/],
    ],
  },
  {
    check: 'proxies',
    name: 'that are not used',
    given: { config: cloud, env: { NO_PROXY: 'api.anthropic.com', HTTPS_PROXY: 'http://127.0.0.1:1' } },
    finds: [['good', /No proxy is used/]],
  },
  {
    check: 'proxies',
    name: 'that are no URL',
    given: { config: cloud, proxy: { proxy: 'ftp://proxy', noProxy: [], strictSsl: true } },
    finds: [['broken', /not an http, https or socks5 URL/]],
    remedy: 'openSetting',
  },
  {
    check: 'proxies',
    name: 'that are gone, without showing their password',
    given: { config: cloud, proxy: { proxy: 'http://me:hunter2@127.0.0.1:1', noProxy: [], strictSsl: true } },
    finds: [['broken', /^The proxy 127\.0\.0\.1:1 of http\.proxy does not answer/]],
    remedy: 'openSetting',
  },
  {
    check: 'certificates',
    name: 'that are not checked',
    given: {
      config: cloud,
      proxy: { noProxy: [], strictSsl: false },
      env: { NODE_TLS_REJECT_UNAUTHORIZED: '0', NODE_EXTRA_CA_CERTS: '/nowhere/ca.pem' },
    },
    finds: [
      ['warning', /proxyStrictSSL is off/],
      ['warning', /NODE_TLS_REJECT_UNAUTHORIZED/],
      ['warning', /\/nowhere\/ca\.pem/],
    ],
    remedy: 'openSetting',
  },
  {
    check: 'certificates',
    name: 'that nobody trusts',
    given: {
      config: cloud,
      providerStates: [
        { id: 'anthropic', state: 'failing', models: [], failure: { kind: 'tls', message: 'self-signed' } },
      ],
    },
    finds: [['broken', /self-signed/]],
  },
  {
    check: 'certificates',
    name: 'where there are none',
    given: { config: open },
    finds: [['warning', /unencrypted to http:\/\/llm\.example\.com/]],
    remedy: 'openSettings',
  },
  {
    check: 'certificates',
    name: 'that are in order',
    given: { config: cloud },
    finds: [['good', /Certificates are checked/]],
  },
  {
    check: 'limits',
    name: 'that are reached',
    given: {
      config: cloud,
      standings: { anthropic: { state: 'limited', limit: '50 requests a minute', untilMs: notByItself } },
      spending: {
        todayUsd: 5,
        monthUsd: 5,
        hasUnknown: false,
        hasUnknownToday: false,
        providers: [],
        budgets: [
          { path: 'budget.perDayUsd', mode: 'hard', limitUsd: 5, spentUsd: 5, leftUsd: 0, resetsAtMs: 1e12 },
        ],
      },
    },
    finds: [
      ['warning', /has reached a limit: 50 requests a minute/],
      ['broken', /The budget budget\.perDayUsd of 5 USD is spent/],
    ],
  },
  { check: 'limits', name: 'that are far', given: { config: cloud }, finds: [['good', /No limit/]] },
  { check: 'data', name: 'that is not there', given: {}, finds: [['warning', /is not there/]] },
  { check: 'process', name: 'that runs', given: { phase: undefined }, finds: [['good', /as process \d+/]] },
];

function ringWith(origin: string): KeyRing {
  const ring = new KeyRing();
  ring.replace([{ provider: 'anthropic', account: 'default', origin, key: 'sk-ant-1' }]);
  return ring;
}

describe('the doctor', () => {
  for (const { check, name, given, finds, remedy } of cases) {
    it(`looks at ${check} ${name}`, async () => {
      const findings = await runGatewayCheck(check, doctorContext(given), never);
      assert.deepEqual(
        findings.map(({ severity }) => severity),
        finds.map(([severity]) => severity),
        JSON.stringify(findings),
      );
      finds.forEach(([, title], index) => assert.match(findings[index]?.title ?? '', title));
      if (remedy !== undefined) {
        assert.ok(findings.some((finding) => finding.remedy?.action === remedy));
      }
      assert.doesNotMatch(JSON.stringify(findings), /hunter2|sk-ant-1/);
    });
  }

  it('says which program has the port', async () => {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    try {
      const by = { kind: 'muxgate', version: '1.0.0', whose: 'this user' } as const;
      const phase = { phase: 'port-taken', port, by } as const;
      const [finding] = await runGatewayCheck('port', doctorContext({ phase }), never);
      assert.equal(finding?.severity, 'broken');
      assert.equal(finding.remedy?.action, 'useAnotherPort');
      if (process.platform === 'linux')
        assert.match(
          finding.title,
          new RegExp(`\\(process ${process.pid}\\), of user [^,]+, a Muxgate \\(1\\.0\\.0\\)`),
        );
    } finally {
      server.close();
    }
  });

  it('goes on when a check cannot be made, and when one takes too long', async () => {
    const broken = doctorContext({
      database: {
        problem: undefined,
        get file(): string {
          throw new Error('no such drive');
        },
        read: () => undefined,
      },
    });
    const [failed] = await runGatewayCheck('data', broken, never);
    assert.match(failed?.title ?? '', /could not be checked: no such drive/);
    assert.match(failed?.advice ?? '', /Check again/);
    const silent = doctorContext({ config: open, send: () => new Promise(() => undefined) });
    const [late] = await runGatewayCheck('providers', silent, never, 20);
    assert.match(late?.title ?? '', /took more than 0\.02 s/);
  });

  it('stops when the user does', async () => {
    const controller = new AbortController();
    const silent = doctorContext({ config: open, send: () => new Promise(() => undefined) });
    const running = runGatewayCheck('providers', silent, controller.signal);
    controller.abort();
    await assert.rejects(running, { name: 'AbortError' });
  });
});

describe('the data folder', function () {
  const folder = temporaryFolder();
  if (process.platform === 'win32') return;

  async function look(name: string, mode: number): Promise<readonly string[]> {
    const path = join(folder, name);
    await mkdir(path);
    await chmod(path, mode);
    const file = join(path, 'muxgate.db');
    const context = doctorContext({
      database: { problem: undefined, file, read: () => ({ n: 1 }) as never },
    });
    return (await checkDataFolder(context, never)).map(({ severity, title }) => `${severity}: ${title}`);
  }

  it('that others can enter is told with what to do', async () => {
    const [found = ''] = await look('shared', 0o755);
    assert.match(found, /^warning: Other users of this machine can look into/);
  });

  it('of our own is good', async () => {
    const [found = ''] = await look('own', 0o700);
    assert.match(found, /^good: /);
  });
});
