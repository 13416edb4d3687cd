import assert from 'node:assert/strict';
import { commandIds } from '../../../../src/editor/commands/commandIds.ts';
import { statusTooltip, tooltipCommands } from '../../../../src/editor/status/statusTooltip.ts';
import type { GatewayPhase, GatewayStatus } from '../../../../src/protocol/status.ts';
import { gatewayStatus, providerStatus, workspaceStatus } from '../../../helpers/editor/gatewayStatus.ts';

const answered: GatewayStatus = gatewayStatus({
  providers: [providerStatus({ id: 'anthropic', name: 'Anthropic' })],
  workspaces: [workspaceStatus({ id: 'default', name: 'Daily work' })],
  preview: {
    model: 'anthropic/claude-sonnet-4-5',
    workspace: 'default',
    cause: 'rule',
    reason: 'rule 2 matched cart.js',
    localOnly: false,
    warnings: [],
  },
  requestCount: 12,
  errorCount: 1,
});

/** The tooltip as read: without escapes, spaces and link targets. */
function read(
  status: GatewayStatus,
  awaitingReview: Parameters<typeof statusTooltip>[1] = [],
  isRemote = false,
): string {
  return statusTooltip(status, awaitingReview, isRemote)
    .source.replaceAll('&nbsp;', ' ')
    .replace(/\]\(command:([\w.]+)[^)]*\)/g, ']($1)')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replace(/ +/g, ' ');
}

describe("the status bar item's tooltip", () => {
  it('says the model, the workspace and why, the base URLs to copy, and the counts', () => {
    const text = read(answered);
    assert.match(text, /^\*\*claude-sonnet-4-5\*\* Anthropic\n/);
    assert.match(text, /Workspace Daily work: rule 2 matched cart.js \[Why\?\]\(muxgate.whyThisModel\)/);
    assert.match(text, /`http:\/\/127.0.0.1:8989\/v1\/mux` \[\$\(copy\)\]\(muxgate.copyBaseUrl\)/);
    assert.match(text, /Anthropic `http:\/\/127.0.0.1:8989` \[\$\(copy\)\]\(muxgate.copyBaseUrl\)/);
    assert.match(text, /12 requests, 1 error since start/);
  });

  it('says in a remote window alone that programs on the own computer need another address', () => {
    assert.match(
      read(answered, [], true),
      /For agents in this remote; programs on your own computer need \[another address\]\(muxgate.copyBaseUrl\)/,
    );
    assert.doesNotMatch(read(answered), /remote/);
  });

  it('says what was spent and what is left of the tightest budget, once there is something to say', () => {
    const nothing = {
      todayUsd: 0,
      monthUsd: 0,
      hasUnknown: false,
      hasUnknownToday: false,
      providers: [],
      budgets: [],
    };
    assert.doesNotMatch(read({ ...answered, spending: nothing }), /Spent/);
    const budget = { mode: 'hard', limitUsd: 60, spentUsd: 12.5, leftUsd: 47.5, resetsAtMs: 0 } as const;
    const spending = {
      ...nothing,
      todayUsd: 0.0421,
      monthUsd: 12.5,
      hasUnknown: true,
      budgets: [
        { ...budget, path: 'budget.perMonthUsd' },
        { ...budget, path: 'budget.perDayUsd', limitUsd: 5, leftUsd: 1 },
      ],
    };
    const text = read({ ...answered, spending });
    assert.match(text, /Spent 0.042 USD today, 12.50 USD this month, and some of unknown cost/);
    assert.match(text, /1.00 USD of 5.00 USD left \(budget.perDayUsd\)/);
  });

  it('says what is pinned and how to clear it', () => {
    const text = read({ ...answered, override: { chat: 'anthropic/claude-sonnet-4-5' } });
    assert.match(text, /Pinned in this window. \[Use rules\]\(muxgate.useRules\)/);
  });

  it('says that only local models may answer', () => {
    const preview = { ...answered.preview, localOnly: true };
    assert.match(read({ ...answered, preview }), /\$\(lock\) Only local models may answer here/);
  });

  it('offers to set a key that is missing', () => {
    const providers = [
      providerStatus({
        id: 'anthropic',
        name: 'Anthropic',
        state: 'key missing',
        message: 'enter the key again',
      }),
    ];
    assert.match(
      read({ ...answered, providers }),
      /Anthropic: enter the key again \[Set its key\]\(muxgate.setApiKey\)/,
    );
  });

  it('lists problems, and counts those beyond the fourth', () => {
    const problems = [1, 2, 3, 4, 5, 6].map((number) => ({
      path: `workspaces.w${number}`,
      message: 'is wrong',
      severity: 'warning' as const,
    }));
    const text = read({ ...answered, problems });
    assert.match(text, /\$\(warning\) workspaces.w4: is wrong/);
    assert.doesNotMatch(text, /workspaces.w5/);
    assert.match(text, /and 2 more/);
  });

  it('says a problem once that is both of the preview and of the settings', () => {
    const status = {
      ...answered,
      preview: { ...answered.preview, warnings: ['port: is wrong'] },
      problems: [{ path: 'port', message: 'is wrong', severity: 'warning' as const }],
    };
    assert.equal(read(status).split('port: is wrong').length, 2);
  });

  it('offers a provider, without calling it a problem, when there is none', () => {
    const error = { code: 'provider_unavailable', message: 'no provider is configured' };
    const text = read(
      gatewayStatus({ preview: { workspace: 'default', localOnly: false, warnings: [], error } }),
    );
    assert.match(text, /\*\*No provider yet\*\*\n\n\[Add a provider\]\(muxgate.addProvider\)/);
    assert.doesNotMatch(text, /\$\(error\)/);
  });

  it('says why no model answers', () => {
    const error = { code: 'model_not_found', message: 'the workspace default names no model' };
    const preview = { workspace: 'default', localOnly: false, warnings: [], error };
    const text = read({ ...answered, preview });
    assert.match(text, /\*\*No model answers\*\*[^]*\$\(error\) the workspace default names no model/);
  });

  it('asks for the review of a workspace that came with the folder', () => {
    const text = read(answered, [{ id: 'team', folder: 'file:///shop', models: [], hash: 'h' }]);
    assert.match(
      text,
      /This folder brings the workspace team. \[Review it\]\(muxgate.reviewFolderWorkspace\)/,
    );
  });

  const phases: [GatewayPhase, RegExp, boolean][] = [
    [{ phase: 'starting' }, /is starting/, false],
    [
      { phase: 'served-elsewhere', port: 8989 },
      /Another Muxgate of yours has port 8989[^]*takes over when that one ends/,
      true,
    ],
    [
      { phase: 'port-taken', port: 8989, by: { kind: 'http', server: 'nginx' } },
      /Port 8989 is taken\*\* by an HTTP server \(nginx\)[^]*muxgate.useAnotherPort/,
      false,
    ],
    [{ phase: 'refused', message: 'needs an access key' }, /does not run\*\*\n\nneeds an access key/, false],
    [{ phase: 'crashed', retryInMs: 500 }, /stopped\*\*[^]*muxgate.restartGateway/, false],
  ];
  for (const [gateway, expected, hasUrl] of phases) {
    it(`says what there is to know and do when the gateway is ${gateway.phase}`, () => {
      const text = read({ ...answered, gateway });
      assert.match(text, expected);
      assert.equal(text.includes('http://127.0.0.1:8989/v1/mux'), hasUrl);
    });
  }

  it('links to no command that is not enabled in it', () => {
    const states: GatewayStatus[] = [
      answered,
      gatewayStatus(),
      {
        ...answered,
        override: { chat: 'a/b' },
        providers: [providerStatus({ id: 'anthropic', state: 'key missing' })],
      },
      ...phases.map(([gateway]) => ({ ...answered, gateway })),
    ];
    const waiting = [{ id: 'team', folder: 'f', models: [], hash: 'h' }];
    const linked = states.flatMap((status) => [
      ...statusTooltip(status, waiting).source.matchAll(/\(command:([\w.]+)/g),
    ]);
    const commands = new Set(linked.map(([, command]) => command ?? ''));
    assert.deepEqual([...commands].toSorted(), [...tooltipCommands].toSorted());
    assert.ok(tooltipCommands.every((command) => commandIds.includes(command)));
  });
});
