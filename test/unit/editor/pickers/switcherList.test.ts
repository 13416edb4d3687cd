import assert from 'node:assert/strict';
import type { PickLine } from '../../../../src/editor/pickers/pickRow.ts';
import { type SwitcherAction, switcherList } from '../../../../src/editor/pickers/switcherList.ts';
import type { GatewayStatus } from '../../../../src/protocol/status.ts';
import { gatewayStatus, providerStatus, workspaceStatus } from '../../../helpers/editor/gatewayStatus.ts';

const status: GatewayStatus = gatewayStatus({
  preview: { model: 'local/qwen3:8b', workspace: 'default', localOnly: false, warnings: [], cause: 'rule' },
  workspaces: [
    workspaceStatus({
      id: 'default',
      model: 'openai/gpt-5.1',
      rules: [{ text: '*.md → a/b', matchingFiles: [], matchingFileCount: 0 }],
    }),
    workspaceStatus({ id: 'team', name: 'Team', origin: 'folder', model: 'openai/gpt-5.1' }),
  ],
  providers: [
    providerStatus({ id: 'openai', models: [{ id: 'gpt-5.1', local: false, contextTokens: 400_000 }] }),
    providerStatus({
      id: 'local',
      name: 'GPU box',
      type: 'ollama',
      local: true,
      models: [
        { id: 'qwen3:8b', local: true, contextTokens: 32_768, tools: true },
        { id: 'gpt-oss:cloud', local: false },
        { id: 'nomic-embed-text', local: true, embeddings: true },
      ],
    }),
  ],
});

function lines(
  of: GatewayStatus,
  options = { awaitsReview: false, isRefreshing: false },
): PickLine<SwitcherAction>[] {
  return [...switcherList(of, options).lines];
}

function row(of: GatewayStatus, label: string, options?: { awaitsReview: boolean; isRefreshing: boolean }) {
  const found = lines(of, options).find((line) => 'label' in line && line.label === label);
  if (found === undefined || 'separator' in found) throw new Error(`no row ${label}`);
  return found;
}

function texts(of: GatewayStatus): string[] {
  return lines(of).map((line) => ('separator' in line ? `-- ${line.separator}` : line.label));
}

describe('the switcher', () => {
  it('offers routes like models, before them, and says what is wrong with one', () => {
    const targets = ['local/qwen3:8b', 'openai/gpt-5.1'];
    const withRoutes: GatewayStatus = {
      ...status,
      routes: [
        { id: 'strong', name: 'Strong', strategy: 'priority', targets },
        { id: 'loop', name: 'loop', strategy: 'priority', targets: [], broken: 'it leads to itself' },
      ],
    };
    const listed = texts(withRoutes);
    assert.deepEqual(listed.slice(listed.indexOf('-- routes')).slice(0, 4), [
      '-- routes',
      '@strong',
      '@loop',
      '-- openai',
    ]);
    const strong = row(withRoutes, '@strong');
    assert.equal(strong.description, 'Strong · local/qwen3:8b, openai/gpt-5.1');
    assert.deepEqual(strong.action, { do: 'pin', kind: 'chat', model: '@strong' });
    assert.deepEqual(strong.buttons?.at(-1)?.action, { do: 'edit route', route: 'strong' });
    assert.match(row(withRoutes, '@loop').detail ?? '', /it leads to itself/);
  });

  it('lists workspaces, then this window, then the models by provider', () => {
    assert.deepEqual(texts(status), [
      '-- workspaces',
      'default',
      'Team',
      '-- this window',
      'Use rules',
      '-- openai',
      'gpt-5.1',
      '-- GPU box · local',
      'qwen3:8b',
      'gpt-oss:cloud',
    ]);
    assert.equal(
      switcherList(status, { awaitsReview: false, isRefreshing: false }).title,
      'Muxgate: local/qwen3:8b',
    );
  });

  it('marks the active workspace and says what each does', () => {
    assert.deepEqual(
      [row(status, 'default').icon, row(status, 'default').description],
      ['check', '1 rule, else openai/gpt-5.1'],
    );
    assert.deepEqual(
      [row(status, 'Team').icon, row(status, 'Team').description],
      ['blank', 'from this folder, always openai/gpt-5.1'],
    );
  });

  it('activates a workspace, and opens its page by the gear', () => {
    const team = row(status, 'Team');
    assert.deepEqual(team.action, { do: 'activate', workspace: 'team' });
    assert.deepEqual(
      team.buttons?.map(({ action }) => action),
      [{ do: 'edit workspace', workspace: 'team' }],
    );
  });

  it('says which rule of a workspace is broken', () => {
    const rules = [
      { text: 'x', broken: 'there is no provider gone', matchingFiles: [], matchingFileCount: 0 },
    ];
    const broken = { ...status, workspaces: [workspaceStatus({ id: 'default', rules })] };
    assert.equal(row(broken, 'default').detail, '$(warning) there is no provider gone');
  });

  it('pins a model for chat, or by its button for completions', () => {
    const model = row(status, 'qwen3:8b');
    assert.deepEqual(model.action, { do: 'pin', kind: 'chat', model: 'local/qwen3:8b' });
    assert.deepEqual(
      model.buttons?.map(({ action }) => action),
      [{ do: 'pin', kind: 'fim', model: 'local/qwen3:8b' }],
    );
  });

  it('says of a model its provider, what it can do, its place, and whether it answers now', () => {
    assert.equal(row(status, 'gpt-5.1').description, 'openai · 400K');
    assert.equal(row(status, 'qwen3:8b').description, 'GPU box · 32K · tools · answers now');
    assert.equal(row(status, 'gpt-oss:cloud').description, 'GPU box · in the cloud');
  });

  it('leaves out models that only make embeddings', () => {
    assert.ok(!texts(status).includes('nomic-embed-text'));
  });

  it('selects "use rules" while nothing is pinned', () => {
    assert.deepEqual([row(status, 'Use rules').icon, row(status, 'Use rules').isActive], ['check', true]);
  });

  it('shows pins, each to be cleared by itself or all with "use rules"', () => {
    const pinned = { ...status, override: { chat: 'openai/gpt-5.1', fim: 'local/qwen3:8b' } };
    assert.deepEqual(texts(pinned).slice(3, 7), [
      '-- this window',
      'Use rules',
      'openai/gpt-5.1',
      'local/qwen3:8b',
    ]);
    assert.deepEqual(row(pinned, 'local/qwen3:8b').action, { do: 'unpin', kind: 'fim' });
    assert.equal(row(pinned, 'Use rules').description, 'clears what is pinned');
    assert.equal(row(pinned, 'gpt-5.1').icon, 'pinned');
  });

  it('shows a workspace that was chosen for this window alone, to be cleared', () => {
    const chosen = { ...status, override: { workspace: 'team' } };
    const line = lines(chosen).find(
      (each) => 'label' in each && each.description === 'workspace of this window',
    );
    assert.deepEqual(line && 'action' in line && line.action, { do: 'unpin', kind: 'workspace' });
    assert.equal(row(chosen, 'Use rules').icon, 'blank');
  });

  it('says why a provider has no models, and leads to it', () => {
    const failing = providerStatus({ id: 'openai', state: 'key missing', message: 'enter the key' });
    const found = row({ ...status, providers: [failing] }, 'Key missing');
    assert.equal(found.description, 'enter the key');
    assert.deepEqual(found.action, { do: 'edit provider', provider: 'openai' });
  });

  it('offers a provider when there is none', () => {
    assert.deepEqual(row(gatewayStatus(), 'Add a provider…').action, { do: 'add provider' });
  });

  it('offers the review of a workspace that came with the folder', () => {
    const options = { awaitsReview: true, isRefreshing: false };
    assert.deepEqual(row(status, 'Review the workspace of this folder…', options).action, { do: 'review' });
  });

  it('pins nothing in a window that another one serves', () => {
    const follower = { ...status, gateway: { phase: 'served-elsewhere' as const, port: 8989 } };
    assert.deepEqual(texts(follower), ['-- workspaces', 'default', 'Team']);
  });

  it('is busy while lists are fetched and before the gateway has spoken', () => {
    assert.equal(switcherList(status, { awaitsReview: false, isRefreshing: true }).isBusy, true);
    const starting = { ...status, gateway: { phase: 'starting' as const } };
    assert.equal(switcherList(starting, { awaitsReview: false, isRefreshing: false }).isBusy, true);
    assert.equal(switcherList(status, { awaitsReview: false, isRefreshing: false }).isBusy, false);
  });
});
