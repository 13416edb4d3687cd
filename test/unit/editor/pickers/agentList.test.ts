import assert from 'node:assert/strict';
import { agentList } from '../../../../src/editor/pickers/agentList.ts';
import type { AgentStatus } from '../../../../src/protocol/agents.ts';

function agent(changes: Partial<AgentStatus>): AgentStatus {
  return {
    id: 'codex',
    name: 'Codex',
    state: 'found',
    isFound: true,
    files: ['~/.codex/config.toml'],
    canConnect: true,
    canDisconnect: false,
    steps: [],
    ...changes,
  };
}

function rows(...agents: readonly AgentStatus[]): unknown[] {
  return agentList(agents).lines.map((line) =>
    'separator' in line
      ? line.separator
      : {
          description: line.description,
          action: line.action,
          buttons: line.buttons?.map(({ action }) => action),
        },
  );
}

describe('the list of agents', () => {
  it('is busy until they are found', () => {
    assert.deepEqual([agentList(undefined).isBusy, agentList([]).isBusy], [true, false]);
  });

  it('connects one that is found, and asks through one that is connected', () => {
    const connected = agent({ id: 'a', state: 'connected', canDisconnect: true });
    assert.deepEqual(rows(agent({}), connected), [
      'connected',
      {
        description: 'connected; send a request through it',
        action: { kind: 'verify', id: 'a' },
        buttons: [
          { kind: 'disconnect', id: 'a' },
          { kind: 'steps', id: 'a' },
        ],
      },
      'on this machine',
      {
        description: 'connect',
        action: { kind: 'connect', id: 'codex' },
        buttons: [
          { kind: 'preview', id: 'codex' },
          { kind: 'steps', id: 'codex' },
        ],
      },
    ]);
  });

  it('says where the address leads that is the gateway’s no more', () => {
    const moved = agent({ state: 'elsewhere', canDisconnect: true, address: 'http://127.0.0.1:1/v1' });
    assert.match(
      JSON.stringify(rows(moved)),
      /connected to http:\/\/127\.0\.0\.1:1\/v1, where the gateway is no more/,
    );
    const foreign = agent({ state: 'elsewhere', address: 'https://other.example.com' });
    assert.match(JSON.stringify(rows(foreign)), /uses https:\/\/other\.example\.com/);
  });

  it('leads to the steps where nothing else can be done', () => {
    const manual = agent({ state: 'manual', canConnect: false, files: [] });
    const broken = agent({ state: 'unreadable', problem: 'line 2' });
    for (const each of [manual, broken])
      assert.match(JSON.stringify(rows(each)), /"action":\{"kind":"steps","id":"codex"\}/);
  });
});
