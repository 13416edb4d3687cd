import assert from 'node:assert/strict';
import { GatewayError } from '../../../../src/gateway/errors.ts';
import { formatModelReference } from '../../../../src/gateway/modelReference.ts';
import type { Router } from '../../../../src/gateway/routing/router.ts';
import type { RoutingRequest } from '../../../../src/gateway/routing/routingRequest.ts';
import type { WindowSource } from '../../../../src/gateway/routing/windowSource.ts';
import type { EffectiveConfig } from '../../../../src/config/effectiveConfig.ts';
import {
  asked,
  chat,
  completion,
  configOf,
  embeddings,
  folderOf,
  openFile,
  providerTable,
  routerOf,
  windowOf,
  windowsOf,
} from '../../../helpers/routing.ts';

const none = windowsOf();

function decided(router: Router, request: RoutingRequest, windows: WindowSource = none): string {
  const { target, cause, workspace } = router.decide(request, windows);
  return `${formatModelReference(target)}, ${cause}, ${workspace}`;
}

function refusal(router: Router, request: RoutingRequest, windows: WindowSource = none): GatewayError {
  try {
    router.decide(request, windows);
  } catch (error) {
    assert.ok(error instanceof GatewayError, String(error));
    return error;
  }
  return assert.fail('it was decided');
}

const config = configOf({
  providers: { ...providerTable, bad: { type: 'nonsense' } },
  workspaces: {
    default: { model: 'd/d', rules: [{ request: 'fim', model: 'c/c' }] },
    work: { model: 'b/b', embeddingsModel: 'local/embed' },
  },
});

describe('the model that a client names', () => {
  const router = routerOf({ config });
  const named: readonly (readonly [string, string])[] = [
    ['auto', 'd/d, catch-all, default'],
    ['mux', 'd/d, catch-all, default'],
    ['', 'd/d, catch-all, default'],
    ['gpt-4o', 'd/d, catch-all, default'],
    ['unknown/model', 'd/d, catch-all, default'],
    ['a/', 'd/d, catch-all, default'],
    ['a/m', 'a/m, named model, default'],
    ['c/deepseek/deepseek-r1:free', 'c/deepseek/deepseek-r1:free, named model, default'],
    ['demo/echo', 'demo/echo, named model, default'],
    ['demo', 'd/d, catch-all, default'],
    ['workspace:work', 'b/b, catch-all, work'],
  ];
  for (const [model, expected] of named) {
    it(`${JSON.stringify(model)} means ${expected}`, () => {
      assert.equal(decided(router, asked(chat('hi', { model }))), expected);
    });
  }

  it('below /v1/mux the name is ignored, and need not be there', () => {
    for (const model of ['a/m', '@fast', 'workspace:gone', undefined]) {
      assert.equal(
        decided(router, asked(chat('hi', { model }), { ignoreModel: true })),
        'd/d, catch-all, default',
      );
    }
  });

  it('a named model holds for completions and embeddings too, listed or not', () => {
    const gone = routerOf({ config, gone: ['a/m'] });
    assert.equal(decided(gone, asked(completion('x', { model: 'a/m' }))), 'a/m, named model, default');
    assert.equal(decided(gone, asked(embeddings('x', { model: 'a/m' }))), 'a/m, named model, default');
    assert.equal(router.decide(asked(chat('x', { model: 'a/m' })), none).reason, 'the request names a/m');
  });

  it('without a name it says what to send', () => {
    const error = refusal(router, asked(chat('hi', { model: undefined })));
    assert.deepEqual([error.code, error.details], ['invalid_request', { field: 'model' }]);
    assert.match(error.message, /"auto".*"provider\/model"/);
  });

  for (const [name, request, model] of [
    ['a route', asked(chat('hi', { model: '@fast' })), '@fast'],
    ['a workspace by model', asked(chat('hi', { model: 'workspace:gone' })), 'workspace:gone'],
    ['a workspace by path', asked(chat('hi'), { pinnedWorkspace: 'gone' }), 'workspace:gone'],
    [
      'a workspace by path, whatever the model',
      asked(chat('hi', { model: 'a/m' }), { pinnedWorkspace: 'gone' }),
      'workspace:gone',
    ],
  ] as const) {
    it(`${name} that does not exist is not found`, () => {
      const error = refusal(router, request);
      assert.deepEqual([error.code, error.details], ['model_not_found', { model }]);
    });
  }

  it('a provider whose entry is broken is said to be, and never replaced silently', () => {
    const error = refusal(router, asked(chat('hi', { model: 'bad/m' })));
    assert.deepEqual([error.code, error.details], ['provider_unavailable', { provider: 'bad' }]);
  });
});

describe('when there is no model', () => {
  it('without any provider it says how to add one; demo does not step in', () => {
    const router = routerOf({ config: configOf({}) });
    for (const request of [chat('hi'), completion('x'), embeddings('x')]) {
      const error = refusal(router, asked(request));
      assert.equal(error.code, 'provider_unavailable');
      assert.match(error.message, /Muxgate: Add Provider.*"providers".*demo\/echo/);
    }
    assert.equal(
      decided(router, asked(chat('hi', { model: 'demo/echo' }))),
      'demo/echo, named model, default',
    );
  });

  it('demo answers when a rule names it', () => {
    const router = routerOf({ workspace: { rules: [{ model: 'demo/echo' }] } });
    assert.equal(decided(router, asked(chat('hi'))), 'demo/echo, rule, default');
  });

  it('without a catch-all it names the key', () => {
    const error = refusal(
      routerOf({ workspace: { rules: [{ request: 'fim', model: 'c/c' }] } }),
      asked(chat('hi')),
    );
    assert.equal(error.code, 'model_not_found');
    assert.match(error.message, /"workspaces\.default\.model"/);
  });

  it('a catch-all whose provider is gone is unavailable; one that is merely not listed is tried', () => {
    const error = refusal(routerOf({ workspace: { model: 'missing/m' } }), asked(chat('hi')));
    assert.deepEqual([error.code, error.details], ['provider_unavailable', { provider: 'missing' }]);
    const decision = routerOf({ workspace: { model: 'd/d' }, gone: ['d/d'] }).decide(asked(chat('hi')), none);
    assert.deepEqual(
      [decision.target.model, decision.warnings],
      ['d', ['workspaces.default.model: "d" no longer has the model "d"']],
    );
  });
});

describe('embeddings', () => {
  it('meet only rules that say so, then the embeddings model', () => {
    const rules = [
      { model: 'a/a' },
      { request: 'any', model: 'b/b' },
      { request: 'embeddings', clients: ['cline'], model: 'c/embed' },
    ];
    const router = routerOf({ workspace: { model: 'd/d', embeddingsModel: 'local/embed', rules } });
    assert.equal(decided(router, asked(embeddings('x'))), 'local/embed, embeddings model, default');
    assert.equal(
      decided(router, asked(embeddings('x'), { headers: { 'user-agent': 'Cline/3' } })),
      'c/embed, rule, default',
    );
  });

  it('never get the chat catch-all, but a 400 that names the key', () => {
    const error = refusal(routerOf({ workspace: { model: 'd/d' } }), asked(embeddings('x')));
    assert.deepEqual(
      [error.code, error.details],
      ['invalid_request', { field: 'workspaces.default.embeddingsModel' }],
    );
  });
});

describe('pins', () => {
  const workspace = {
    model: 'd/d',
    embeddingsModel: 'local/embed',
    rules: [
      { request: 'fim', model: 'c/c' },
      { files: '*.md', model: 'a/a' },
    ],
  };
  const pinned = (override: Parameters<typeof windowOf>[0]): WindowSource => windowsOf(windowOf(override));

  it('stand above the rules for chat; FIM and embeddings keep theirs', () => {
    const router = routerOf({ workspace });
    const windows = pinned({ override: { chat: 'b/b' } });
    const decision = router.decide(asked(chat('fix README.md')), windows);
    assert.deepEqual(
      [formatModelReference(decision.target), decision.cause, decision.reason],
      ['b/b', 'pin', 'b/b is pinned for chat in this window'],
    );
    assert.equal(decided(router, asked(completion('x')), windows), 'c/c, rule, default');
    assert.equal(decided(router, asked(embeddings('x')), windows), 'local/embed, embeddings model, default');
  });

  it('FIM can be pinned itself', () => {
    const windows = pinned({ override: { fim: 'local/coder' } });
    const router = routerOf({ workspace });
    assert.equal(decided(router, asked(completion('x')), windows), 'local/coder, pin, default');
    assert.equal(decided(router, asked(chat('hi')), windows), 'd/d, catch-all, default');
  });

  it('a model that the client names stands above the pin', () => {
    assert.equal(
      decided(
        routerOf({ workspace }),
        asked(chat('hi', { model: 'a/m' })),
        pinned({ override: { chat: 'b/b' } }),
      ),
      'a/m, named model, default',
    );
  });

  it('a pin whose model is gone is passed over with a warning', () => {
    for (const [chatPin, gone] of [
      ['missing/m', []],
      ['b/b', ['b/b']],
      ['nonsense', []],
    ] as const) {
      const decision = routerOf({ workspace, gone }).decide(
        asked(chat('hi')),
        pinned({ override: { chat: chatPin } }),
      );
      assert.equal(decision.cause, 'catch-all');
      assert.match(decision.warnings.join(), new RegExp(`the pinned model ${chatPin} is passed over`));
    }
  });

  it('only in their window', () => {
    const windows = windowsOf(
      windowOf({ id: 'one', override: { chat: 'b/b' }, focusedAtMs: 1 }),
      windowOf({ id: 'two', folders: [folderOf('site')], focusedAtMs: 2 }),
    );
    const router = routerOf({ workspace });
    assert.equal(decided(router, asked(chat('hi')), windows), 'd/d, catch-all, default');
    assert.equal(decided(router, asked(chat('hi'), { pinnedWindow: 'one' }), windows), 'b/b, pin, default');
  });
});

describe('the workspace that decides', () => {
  const workspaces = Object.fromEntries(
    ['default', 'path', 'window', 'folder', 'model'].map((id) => [id, { model: 'd/d' }]),
  );
  const base = configOf({ providers: providerTable, workspaces });
  const withFolders = (choices: readonly (readonly [string, string])[]): EffectiveConfig => ({
    ...base,
    folderWorkspaces: new Map(choices),
  });
  const chosen = withFolders([['file:///home/me/shop', 'folder']]);
  const workspaceOf = (using: EffectiveConfig, request: RoutingRequest, windows: WindowSource): string =>
    routerOf({ config: using }).decide(request, windows).workspace;
  const window = windowOf({ active: openFile('a.ts'), override: { workspace: 'window' } });

  it('the model name, the path, the window, the folder, the active one, in this order', () => {
    const byModel = asked(chat('hi', { model: 'workspace:model' }), { pinnedWorkspace: 'path' });
    const byPath = asked(chat('hi'), { pinnedWorkspace: 'path' });
    assert.equal(workspaceOf(chosen, byModel, windowsOf(window)), 'model');
    assert.equal(workspaceOf(chosen, byPath, windowsOf(window)), 'path');
    assert.equal(workspaceOf(chosen, asked(chat('hi')), windowsOf(window)), 'window');
    assert.equal(workspaceOf(chosen, asked(chat('hi')), windowsOf({ ...window, override: {} })), 'folder');
    assert.equal(workspaceOf(base, asked(chat('hi')), windowsOf({ ...window, override: {} })), 'default');
    assert.equal(workspaceOf(base, asked(chat('hi')), none), 'default');
  });

  it("of several folders the active editor's, by URI or path", () => {
    const folders = [folderOf('shop'), folderOf('site')];
    const using = withFolders([['/home/me/site', 'folder']]);
    const inSite = windowOf({ folders, active: openFile('a.ts', undefined, 'site') });
    const inShop = windowOf({ folders, active: openFile('a.ts', undefined, 'shop') });
    assert.equal(workspaceOf(using, asked(chat('hi')), windowsOf(inSite)), 'folder');
    assert.equal(workspaceOf(using, asked(chat('hi')), windowsOf(inShop)), 'default');
    assert.equal(workspaceOf(using, asked(chat('hi')), windowsOf(windowOf({ folders }))), 'default');
  });

  it('a window whose workspace was deleted goes on with a warning', () => {
    const decision = routerOf({ config: base }).decide(
      asked(chat('hi')),
      windowsOf(windowOf({ override: { workspace: 'gone' } })),
    );
    assert.equal(decision.workspace, 'default');
    assert.match(decision.warnings.join(), /"gone".*does not exist any more/);
  });
});

describe('the window of a decision', () => {
  it('is told with how it was found, and an unknown id is a warning', () => {
    const router = routerOf({ workspace: { model: 'd/d' } });
    const windows = windowsOf(windowOf({ id: 'one' }));
    assert.deepEqual(router.decide(asked(chat('hi')), windows).window, {
      id: 'one',
      how: 'it had the focus last',
    });
    const decision = router.decide(asked(chat('fix /home/me/shop/a.ts'), { pinnedWindow: 'gone' }), windows);
    assert.deepEqual(decision.window, { id: 'one', how: 'its folder holds /home/me/shop/a.ts' });
    assert.match(decision.warnings.join(), /there is no window "gone"/);
    assert.equal(router.decide(asked(chat('hi')), none).window, undefined);
  });
});

describe('the model of a request that names what only one provider has', () => {
  const router = routerOf({ config, listed: ['a/listed'] });
  const kept = (provider: string, model: string, change: Partial<RoutingRequest> = {}): RoutingRequest => ({
    ...asked(chat('read it', { model })),
    kept: () => ({ id: 'file-1', provider }),
    ...change,
  });

  it('is the one that would be chosen anyway, where that provider has it', () => {
    assert.equal(decided(router, kept('d', 'auto')), 'd/d, given id, default');
    assert.equal(
      router.decide(kept('d', 'auto'), none).reason,
      'd gave out file-1, and no rule is for this kind of request, so the catch-all model of "default" answers',
    );
  });

  it('is of a route only what that provider has', () => {
    const routed = routerOf({
      config: configOf({
        providers: providerTable,
        routes: { mixed: { targets: [{ model: 'a/one' }, { model: 'd/two' }, { model: 'a/three' }] } },
        workspaces: { default: { model: '@mixed' } },
      }),
    });
    const { target, plan } = routed.decide(kept('d', 'auto'), none);
    assert.deepEqual(target, { provider: 'd', model: 'two' });
    assert.deepEqual(
      plan.steps.map((step) => (step.kind === 'one' ? step.target.target : undefined)),
      [{ provider: 'd', model: 'two' }],
    );
  });

  it('is else the one that the client asks for, where that provider lists it', () => {
    assert.equal(decided(router, kept('a', 'listed')), 'a/listed, given id, default');
  });

  it('is none when neither is that provider’s: the error says who has it', () => {
    const { code, message } = refusal(router, kept('a', 'gpt-4o'));
    assert.equal(code, 'invalid_request');
    assert.match(message, /only a has file-1.*d\/d was chosen; ask for "a\/MODEL"/);
    assert.equal(refusal(router, kept('a', 'listed', { ignoreModel: true })).code, 'invalid_request');
  });

  it('is the one that the client names with its provider, whoever has what', () => {
    const unread = (): never => assert.fail('nobody has to look for ids');
    assert.equal(decided(router, kept('a', 'b/b', { kept: unread })), 'b/b, named model, default');
  });

  it('is chosen as ever when the provider is gone', () => {
    assert.equal(decided(router, kept('removed', 'auto')), 'd/d, catch-all, default');
  });
});
