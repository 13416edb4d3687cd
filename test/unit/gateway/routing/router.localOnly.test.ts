import assert from 'node:assert/strict';
import { GatewayError } from '../../../../src/gateway/errors.ts';
import { formatModelReference } from '../../../../src/gateway/modelReference.ts';
import type { RoutingRequest } from '../../../../src/gateway/routing/routingRequest.ts';
import type { WindowSource } from '../../../../src/gateway/routing/windowSource.ts';
import type { EffectiveConfig } from '../../../../src/config/effectiveConfig.ts';
import {
  asked,
  calls,
  chat,
  completion,
  configOf,
  embeddings,
  openFile,
  providerTable,
  results,
  routerOf,
  says,
  windowOf,
  windowsOf,
} from '../../../helpers/routing.ts';
import type { SceneFacts } from '../../../helpers/routing.ts';

const none = windowsOf();
const guard = { files: 'secrets/**', model: 'local/m', localOnly: true };

/** The target and cause, or the error's code, rule and file. */
function outcome(facts: SceneFacts, request: RoutingRequest, windows: WindowSource = none): string {
  try {
    const { target, cause } = routerOf(facts).decide(request, windows);
    return `${formatModelReference(target)}, ${cause}`;
  } catch (error) {
    assert.ok(error instanceof GatewayError, String(error));
    return error.code === 'policy_violation'
      ? `403 ${String(error.details['rule'])} | ${String(error.details['file'])}`
      : error.code;
  }
}

describe('localOnly is checked against every file of the request', () => {
  const facts = { workspace: { model: 'd/d', rules: [{ model: 'a/a' }, guard] } };
  const image = '<attachment filePath="/home/me/shop/secrets/plan.png">x</attachment>';
  const cases: readonly (readonly [string, RoutingRequest['request']])[] = [
    ['a fence', chat('```text secrets/key.pem\nx\n```')],
    ['a name in the words', chat('read secrets/key.pem')],
    ['a name without an extension', chat('read secrets/id_rsa')],
    ['a dotfile', chat('read secrets/.env')],
    ['a Windows path', chat('read secrets\\key.pem')],
    ['a tag', chat(image)],
    [
      "Cline's open tabs",
      chat('hi\n<environment_details>\n# VSCode Open Tabs\nsecrets/key.pem\n</environment_details>'),
    ],
    [
      'an older turn',
      chat([says('user', 'read secrets/key.pem'), says('assistant', 'ok'), says('user', 'fix a.ts')]),
    ],
    [
      'an answer',
      chat([
        says('user', 'q'),
        says('assistant', '```text secrets/key.pem\nx\n```'),
        says('user', 'fix a.ts'),
      ]),
    ],
    ['a tool call', chat([says('user', 'q'), calls('Read', { file_path: 'secrets/key.pem' }), results('x')])],
    [
      'a shell command',
      chat([says('user', 'q'), calls('Bash', { command: 'cd secrets && cat key' }), results('x')]),
    ],
    [
      'a folder that is searched',
      chat([says('user', 'q'), calls('Bash', { command: 'grep -r token secrets' }), results('x')]),
    ],
    [
      'a patch',
      chat([
        says('user', 'q'),
        calls('apply_patch', '*** Begin Patch\n*** Update File: secrets/a\n'),
        results('x'),
      ]),
    ],
    [
      'a search hit in a result',
      chat([
        says('user', 'q'),
        calls('Grep', { pattern: 'token' }),
        results('src/a.ts:1:x\nsecrets/key:12:token'),
      ]),
    ],
    [
      'a diff in a result',
      chat([
        says('user', 'q'),
        calls('Bash', { command: 'git diff' }),
        results('--- a/secrets/key\n+++ b/secrets/key\n'),
      ]),
    ],
    [
      'a changed file in a reminder',
      chat(
        '<system-reminder>\nNote: secrets/key was modified, either by the user or by a linter.\n</system-reminder>\nhi',
      ),
    ],
    [
      'an instruction file',
      chat([says('system', 'Instructions from: secrets/AGENTS.md\nx'), says('user', 'hi')]),
    ],
    ['a completion of it', completion('# secrets/settings.py\nKEY = ')],
    [
      'a snippet of a completion',
      completion(
        '<|file_sep|>secrets/a.py\nx\n<|file_sep|>b.py\n<|fim_prefix|>x<|fim_suffix|>y<|fim_middle|>',
      ),
    ],
  ];
  for (const [name, request] of cases) {
    it(name, () => {
      assert.equal(outcome(facts, asked(request)), 'local/m, local only');
    });
  }

  it('the active editor', () => {
    const windows = windowsOf(windowOf({ active: openFile('secrets/key.pem'), open: [openFile('a.ts')] }));
    assert.equal(outcome(facts, asked(chat('fix a.ts')), windows), 'local/m, local only');
  });

  it('and nothing else', () => {
    const others = [
      chat('fix src/secrets.ts'),
      chat('secrets are bad'),
      chat([says('user', 'q'), calls('Read', { file_path: 'a.ts' }), results('x')]),
    ];
    for (const request of others) assert.equal(outcome(facts, asked(request)), 'a/a, rule');
    const windows = windowsOf(windowOf({ active: openFile('a.ts'), open: [openFile('secrets/key.pem')] }));
    assert.equal(outcome(facts, asked(chat('hi')), windows), 'a/a, rule');
  });

  it('whatever its scope says, wherever it stands', () => {
    const rules = [{ model: 'a/a' }, { ...guard, scope: 'active' }];
    assert.equal(
      outcome({ workspace: { model: 'd/d', rules } }, asked(chat('read secrets/key.pem'))),
      'local/m, local only',
    );
  });

  it('not when it is disabled, of another kind, for another client, or for another language', () => {
    const changes = [{ enabled: false }, { request: 'fim' }, { clients: ['cline'] }, { languages: ['go'] }];
    for (const change of changes) {
      const rules = [{ ...guard, ...change }];
      assert.equal(
        outcome({ workspace: { model: 'd/d', rules } }, asked(chat('read secrets/a.py'))),
        'd/d, catch-all',
      );
    }
  });
});

describe('outside a known folder', () => {
  const facts = { workspace: { model: 'd/d', rules: [{ model: 'a/a' }, guard] } };
  const reading = (path: string): RoutingRequest =>
    asked(chat([says('user', 'q'), calls('Read', { file_path: path }), results('x')]));
  const windows = windowsOf(windowOf());

  it('a pattern with a slash also matches as the end of a path', () => {
    assert.equal(outcome(facts, reading('/srv/shop/secrets/a/key')), 'local/m, local only');
    assert.equal(outcome(facts, reading('~/shop/secrets/key')), 'local/m, local only');
    assert.equal(outcome(facts, reading('shop/secrets/key')), 'local/m, local only');
    assert.equal(outcome(facts, reading('/srv/shop/secrets/a/key'), windows), 'local/m, local only');
  });

  it('within a folder it means the path in that folder', () => {
    assert.equal(outcome(facts, reading('/home/me/shop/secrets/key'), windows), 'local/m, local only');
    assert.equal(outcome(facts, reading('/home/me/shop/docs/secrets/key'), windows), 'a/a, rule');
  });

  it('a path relative to a directory below the folder is found both ways', () => {
    const system = says('system', 'Working directory: /home/me/shop/web');
    const request = (path: string): RoutingRequest => asked(chat([system, says('user', `read ${path}`)]));
    assert.equal(outcome(facts, request('../secrets/key.pem'), windows), 'local/m, local only');
    assert.equal(outcome(facts, request('secrets/key.pem'), windows), 'local/m, local only');
  });
});

describe('what the guard lets answer', () => {
  const secret = asked(chat('read secrets/key.pem'));
  const named = (model: string): RoutingRequest => asked(chat('read secrets/key.pem', { model }));
  const text = 'secrets/** → local/m, local only';

  it('its own local model, whatever was named, pinned or matched', () => {
    const facts = { workspace: { model: 'd/d', rules: [{ files: 'secrets/**', model: 'a/a' }, guard] } };
    assert.equal(outcome(facts, secret), 'local/m, local only');
    assert.equal(outcome(facts, named('b/b')), 'local/m, local only');
    assert.equal(
      outcome(facts, secret, windowsOf(windowOf({ override: { chat: 'c/c' } }))),
      'local/m, local only',
    );
  });

  it('a local model that was chosen anyway', () => {
    const facts = { workspace: { model: 'd/d', rules: [guard] } };
    assert.equal(outcome(facts, named('local/other')), 'local/other, named model');
    assert.equal(
      outcome(facts, secret, windowsOf(windowOf({ override: { chat: 'local/other' } }))),
      'local/other, pin',
    );
    assert.equal(
      outcome({ workspace: { model: 'd/d', rules: [{ model: 'local/first' }, guard] } }, secret),
      'local/first, rule',
    );
  });

  it('its model also where nothing else would answer', () => {
    assert.equal(
      outcome({ workspace: { rules: [{ ...guard, scope: 'active' }] } }, secret),
      'local/m, local only',
    );
  });

  it('nothing when its model is not local, not there or not said', () => {
    const facts = (rule: Record<string, unknown>, change: SceneFacts = {}): SceneFacts => ({
      workspace: { model: 'd/d', rules: [{ ...guard, ...rule }] },
      ...change,
    });
    assert.equal(
      outcome(facts({ model: 'a/a' }), secret),
      '403 secrets/** → a/a, local only | secrets/key.pem',
    );
    assert.equal(outcome(facts({}, { gone: ['local/m'] }), secret), `403 ${text} | secrets/key.pem`);
    assert.equal(outcome(facts({}, { local: [] }), secret), `403 ${text} | secrets/key.pem`);
    assert.equal(
      outcome(facts({ model: undefined }), secret),
      '403 secrets/** → local models only | secrets/key.pem',
    );
    assert.equal(outcome(facts({ model: undefined }), named('local/m')), 'local/m, named model');
  });

  it('nothing when it is broken, not even a local model', () => {
    for (const rule of [{ model: 'missing/m' }, { files: 'secrets/[a' }, { files: 7 }, { fils: 'x' }]) {
      const facts = { workspace: { model: 'd/d', rules: [{ ...guard, ...rule }] } };
      assert.match(outcome(facts, secret), /^403 /);
      assert.match(outcome(facts, named('local/m')), /^403 /);
    }
  });

  it('a broken one still minds its files', () => {
    const facts = { workspace: { model: 'd/d', rules: [{ ...guard, model: 'missing/m' }] } };
    assert.equal(outcome(facts, asked(chat('fix a.ts'))), 'd/d, catch-all');
  });

  it('a rule without files keeps everything', () => {
    const facts = { workspace: { model: 'd/d', rules: [{ model: 'local/m', localOnly: true }] } };
    assert.equal(outcome(facts, asked(chat('hi', { model: 'a/a' }))), 'local/m, local only');
    assert.equal(
      outcome({ ...facts, local: [] }, asked(chat('hi'))),
      '403 everything → local/m, local only | every file',
    );
  });

  it('embeddings too, but never by a chat model', () => {
    const windows = windowsOf(windowOf({ active: openFile('secrets/key.pem') }));
    const facts = (embeddingsModel: string): SceneFacts => ({
      workspace: { model: 'd/d', embeddingsModel, rules: [guard] },
    });
    assert.equal(
      outcome(facts('local/embed'), asked(embeddings('x')), windows),
      'local/embed, embeddings model',
    );
    assert.equal(outcome(facts('a/embed'), asked(embeddings('x')), windows), `403 ${text} | secrets/key.pem`);
    assert.equal(
      outcome(facts('a/embed'), asked(embeddings('// secrets/key.pem\nx'))),
      `403 ${text} | secrets/key.pem`,
    );
    assert.equal(outcome(facts('a/embed'), asked(embeddings('x'))), 'a/embed, embeddings model');
  });

  it('the message says which rule and file, why, and what to do', () => {
    assert.throws(
      () =>
        routerOf({ workspace: { model: 'd/d', rules: [{ ...guard, model: 'a/a' }] } }).decide(secret, none),
      (error: unknown) => {
        assert.ok(error instanceof GatewayError);
        assert.equal(error.status, 403);
        assert.equal(
          error.message,
          'rule 1 (secrets/**) keeps secrets/key.pem (named in the newest message) on this machine, and a/a is not local; ' +
            'give the rule a local model, name one in the request, or leave the file out',
        );
        return true;
      },
    );
  });

  it('the decision carries the rule, the file and the reason', () => {
    const decision = routerOf({ workspace: { model: 'd/d', rules: [{ model: 'a/a' }, guard] } }).decide(
      secret,
      none,
    );
    assert.deepEqual(decision.localOnly, { rule: text, file: 'secrets/key.pem' });
    assert.equal(decision.rule?.number, 2);
    assert.equal(decision.matchedFile?.path, 'secrets/key.pem');
    assert.equal(
      decision.reason,
      'rule 2 (secrets/**) keeps secrets/key.pem (named in the newest message) on this machine, so its local model answers instead of a/a',
    );
  });
});

describe("the user's own localOnly rules", () => {
  const own = configOf({
    providers: providerTable,
    workspaces: { default: { model: 'd/d', rules: [guard] }, plain: { model: 'd/d' } },
  });
  const ofFolder: EffectiveConfig = {
    ...own,
    workspaces: new Map([
      ...own.workspaces,
      ['repo', { id: 'repo', origin: 'folder', model: 'a/a', rules: [{ model: 'b/b' }] }],
    ]),
  };
  const secret = (workspace: string): RoutingRequest =>
    asked(chat('read secrets/key.pem'), { pinnedWorkspace: workspace });

  it("hold in a folder's workspace", () => {
    assert.equal(outcome({ config: ofFolder }, secret('repo')), 'local/m, local only');
    const { rules } = routerOf({ config: ofFolder }).explain(secret('repo'), none);
    assert.deepEqual(
      rules.map(({ number, outcome: what }) => [number, what]),
      [
        [1, 'not reached'],
        [2, 'guard'],
      ],
    );
  });

  it('but not in another workspace of the user', () => {
    assert.equal(outcome({ config: ofFolder }, secret('plain')), 'd/d, catch-all');
  });
});
