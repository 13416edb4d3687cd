import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Backups } from '../../src/editor/clients/backups.ts';
import { ClientService } from '../../src/editor/clients/clientService.ts';
import { connectors } from '../../src/editor/clients/connectors.ts';
import { FakeUpstream } from '../helpers/fakeUpstream.ts';
import { type StartedGateway, startGateway } from '../helpers/startGateway.ts';
import { spokenText } from '../helpers/upstreamProtocols.ts';
import type { Agent, AgentRun } from './agent.ts';
import { claudeCode } from './agents/claudeCode.ts';
import { codexUnknownModel } from './agents/codex.ts';
import { continueCli } from './agents/continueCli.ts';
import { geminiCli } from './agents/geminiCli.ts';
import { qwenCode } from './agents/qwenCode.ts';
import { installAgent } from './installAgent.ts';
import { runAgent } from './runAgent.ts';

interface ConnectedAgent {
  /** How Muxgate calls it. */
  readonly id: string;
  readonly agent: Omit<Agent, 'env' | 'files' | 'shellCall'>;
  /** What keeps it from the internet; no address and no key. */
  readonly env?: Readonly<Record<string, string>>;
}

const agents: readonly ConnectedAgent[] = [
  {
    id: 'claude-code',
    agent: claudeCode,
    env: {
      IS_SANDBOX: '1',
      ANTHROPIC_MODEL: 'claude-sonnet-4-5',
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
      DISABLE_AUTOUPDATER: '1',
    },
  },
  { id: 'codex', agent: codexUnknownModel },
  { id: 'gemini-cli', agent: geminiCli },
  {
    id: 'continue',
    agent: {
      ...continueCli,
      args: ({ home, prompt }) => ['--config', `${home}/.continue/config.yaml`, '--auto', '-p', prompt],
    },
    env: { CONTINUE_TELEMETRY_ENABLED: '0' },
  },
  { id: 'qwen-code', agent: { ...qwenCode, args: ({ prompt }) => ['-y', prompt] } },
];
/** `MUXGATE_CLIENTS=claude-code,codex` runs those alone. */
const wanted = (process.env['MUXGATE_CLIENTS'] ?? '').split(',').filter((name) => name !== '');
const accessKey = 'mux-key-of-this-test';

function serviceIn(home: string): ClientService {
  return new ClientService({
    connectors,
    machine: {
      home,
      platform: process.platform,
      env: {},
      editor: 'Visual Studio Code',
      hasExtension: () => false,
      exists: existsSync,
    },
    backups: new Backups(path.join(home, '..', 'backups')),
    send: (url, init) => fetch(url, init),
    now: Date.now,
  });
}

describe('real agents whose files Muxgate wrote', function () {
  this.timeout(300_000);
  let upstream: FakeUpstream;
  let gateway: StartedGateway;

  before(async () => {
    upstream = await FakeUpstream.start();
    gateway = await startGateway({
      providers: {
        up: { type: 'openai-compatible', endpoint: `${upstream.url}/v1`, auth: 'none', models: ['m'] },
      },
      workspaces: { default: { model: 'up/m' } },
      // Without it any text would do as a key.
      accessKeys: [accessKey],
    });
  });
  after(async () => {
    await gateway.close();
    await upstream.close();
  });

  for (const { id, agent, env } of agents) {
    if (wanted.length > 0 && !wanted.includes(id)) continue;
    it(`${id} says what the gateway's model says, with the access key of its file`, async () => {
      const command = await installAgent({ ...agent, shellCall: () => ({ name: '', arguments: '' }) });
      let service: ClientService | undefined;
      const prepare = async ({ home, baseUrl }: AgentRun): Promise<void> => {
        service = serviceIn(home);
        const address = { origin: baseUrl, key: accessKey, needsKey: true };
        await service.connect(await service.plan(id, address));
        const verified = await service.verify(id, AbortSignal.timeout(30_000));
        assert.equal(verified.outcome, 'done', verified.message);
      };
      const { name, packageName, version, args } = agent;
      const run = { baseUrl: gateway.url, prompt: 'Say hello.' };
      const { exitCode, stdout, stderr } = await runAgent(
        { name, packageName, version, command: agent.command, args, prepare, env: () => env ?? {} },
        command,
        run,
        {},
      );
      assert.ok(stdout.includes(spokenText), `${stdout}\n${stderr}`);
      assert.equal(exitCode, 0, stderr);
    });
  }

  it('go back to no files at all', async () => {
    const home = path.join(tmpdir(), `muxgate-none-${process.pid}`);
    const service = serviceIn(home);
    for (const { id } of agents) {
      await service.connect(await service.plan(id, { origin: gateway.url, key: accessKey, needsKey: true }));
      await service.disconnect(id);
    }
    assert.deepEqual(await readdir(home).catch(() => []), []);
  });
});
