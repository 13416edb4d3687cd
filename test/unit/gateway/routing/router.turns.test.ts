import assert from 'node:assert/strict';
import { formatModelReference } from '../../../../src/gateway/modelReference.ts';
import type { RoutingRequest } from '../../../../src/gateway/routing/routingRequest.ts';
import { TurnMap } from '../../../../src/gateway/routing/turnMap.ts';
import type { NeutralMessage } from '../../../../src/gateway/wire/exchange.ts';
import {
  asked,
  calls,
  chat,
  folderOf,
  openFile,
  results,
  routerOf,
  says,
  windowOf,
  windowsOf,
} from '../../../helpers/routing.ts';
import type { SceneFacts } from '../../../helpers/routing.ts';

const workspace = {
  model: 'd/d',
  rules: [
    { files: '*.md', model: 'a/a' },
    { files: '*.go', model: 'b/b' },
  ],
};
const question = says('user', 'fix the bug');
const looped = [question, calls('Read', { file_path: 'x.py' }), results('x')];
const markdown = windowOf({ active: openFile('README.md') });
const go = windowOf({ active: openFile('main.go') });

function scene(
  facts: SceneFacts = {},
): (messages: readonly NeutralMessage[], window?: typeof go, change?: Partial<RoutingRequest>) => string {
  const turns = facts.turns ?? new TurnMap();
  const router = routerOf({ workspace, ...facts, turns });
  return (messages, window, change) => {
    const windows = window === undefined ? windowsOf() : windowsOf(window);
    const { target, cause } = router.decide(asked(chat(messages), change), windows);
    return `${formatModelReference(target)}, ${cause}`;
  };
}

describe('a turn keeps its model', () => {
  it('through its tool loop, wherever the user looks meanwhile', () => {
    const decide = scene();
    assert.equal(decide([question], markdown), 'a/a, rule');
    assert.equal(decide(looped, go), 'a/a, same turn');
    assert.equal(decide([...looped, calls('Read', {}), results('y')], go), 'a/a, same turn');
  });

  it('and tells the reason that it began with', () => {
    const turns = new TurnMap();
    const router = routerOf({ workspace, turns });
    router.decide(asked(chat([question])), windowsOf(markdown));
    const decision = router.decide(asked(chat(looped)), windowsOf(go));
    assert.equal(decision.reason, 'same turn: rule 1 (*.md) matched README.md, the active editor');
    assert.deepEqual(decision.rule, { number: 1, name: undefined, text: '*.md → a/a' });
    assert.deepEqual([decision.layer, decision.matchedFile?.path], ['active', 'README.md']);
  });

  it('the next question decides anew, even in the same words', () => {
    const decide = scene();
    assert.equal(decide([question], markdown), 'a/a, rule');
    assert.equal(decide([...looped, says('assistant', 'done'), question], go), 'b/b, rule');
    assert.equal(
      decide([...looped, says('assistant', 'done'), question, calls('Read', {}), results('y')], markdown),
      'b/b, same turn',
    );
  });

  it('a loop whose beginning was not seen decides for itself, and then stays', () => {
    const decide = scene();
    assert.equal(decide(looped, go), 'b/b, rule');
    assert.equal(decide(looped, markdown), 'b/b, same turn');
  });

  it('with a session header, though the client rewrites older messages', () => {
    const decide = scene();
    const headers = { 'x-claude-code-session-id': 's1' };
    assert.equal(
      decide([says('user', 'before'), says('assistant', 'ok'), question], markdown, { headers }),
      'a/a, rule',
    );
    assert.equal(
      decide([says('user', 'summary'), says('assistant', 'ok'), ...looped], go, { headers }),
      'a/a, same turn',
    );
    assert.equal(decide(looped, go, { headers: { 'x-claude-code-session-id': 's2' } }), 'b/b, rule');
  });

  it('when the focus goes to another window', () => {
    const turns = new TurnMap();
    const router = routerOf({ workspace, turns });
    const one = windowOf({ id: 'one', active: openFile('README.md'), focusedAtMs: 2 });
    const two = windowOf({
      id: 'two',
      folders: [folderOf('site')],
      active: openFile('main.go', undefined, 'site'),
      focusedAtMs: 1,
    });
    router.decide(asked(chat([question])), windowsOf(one, two));
    const later = router.decide(asked(chat(looped)), windowsOf(one, { ...two, focusedAtMs: 3 }));
    assert.equal(`${formatModelReference(later.target)}, ${later.cause}`, 'a/a, same turn');
  });

  it('when a later step tells its window by a path that the first did not have', () => {
    const router = routerOf({ workspace, turns: new TurnMap() });
    const one = windowOf({ id: 'one', active: openFile('README.md'), focusedAtMs: 2 });
    const site = [folderOf('site')];
    const two = windowOf({
      id: 'two',
      folders: site,
      active: openFile('main.go', undefined, 'site'),
      focusedAtMs: 1,
    });
    router.decide(asked(chat([question])), windowsOf(one, two));
    const reading = [question, calls('Read', { file_path: '/home/me/site/x.py' }), results('x')];
    const later = router.decide(asked(chat(reading)), windowsOf(one, two));
    assert.deepEqual([later.window?.id, later.target.provider, later.cause], ['two', 'a', 'same turn']);
  });

  it('but the same words in two windows are two turns, where the request says which', () => {
    const turns = new TurnMap();
    const router = routerOf({ workspace, turns });
    const windows = windowsOf(
      windowOf({ id: 'one', active: openFile('README.md') }),
      windowOf({ id: 'two', folders: [folderOf('site')], active: openFile('main.go', undefined, 'site') }),
    );
    router.decide(asked(chat([question]), { pinnedWindow: 'one' }), windows);
    router.decide(asked(chat([question]), { pinnedWindow: 'two' }), windows);
    assert.equal(router.decide(asked(chat(looped), { pinnedWindow: 'one' }), windows).target.provider, 'a');
    assert.equal(router.decide(asked(chat(looped), { pinnedWindow: 'two' }), windows).target.provider, 'b');
  });

  it('until a new pin', () => {
    const decide = scene();
    decide([question], markdown);
    assert.equal(decide(looped, { ...go, override: { chat: 'c/c' } }), 'c/c, pin');
    assert.equal(decide(looped, { ...go, override: { chat: 'c/c' } }), 'c/c, same turn');
  });

  it('and beyond a pin that is cleared', () => {
    const decide = scene();
    assert.equal(decide([question], { ...markdown, override: { chat: 'c/c' } }), 'c/c, pin');
    assert.equal(decide(looped, go), 'c/c, same turn');
  });

  it('until its model is gone', () => {
    const turns = new TurnMap();
    scene({ turns })([question], markdown);
    assert.equal(scene({ turns, gone: ['a/a'] })(looped, go), 'b/b, rule');
    const again = new TurnMap();
    scene({ turns: again })([question], markdown);
    assert.equal(scene({ turns: again, providers: ['b', 'd'] })(looped, go), 'b/b, rule');
  });

  it('until a localOnly rule holds', () => {
    const rules = [...workspace.rules, { files: 'secrets/**', model: 'local/m', localOnly: true }];
    const decide = scene({ workspace: { ...workspace, rules } });
    assert.equal(decide([question], markdown), 'a/a, rule');
    const reading = [question, calls('Read', { file_path: 'secrets/key.pem' }), results('x')];
    assert.equal(decide(reading, markdown), 'local/m, local only');
    assert.equal(decide([...reading, calls('Read', {}), results('y')], markdown), 'local/m, same turn');
  });

  it('through a changed configuration, but not when the client names a model', () => {
    const turns = new TurnMap();
    scene({ turns })([question], markdown);
    const changed = scene({ turns, workspace: { model: 'c/c' } });
    assert.equal(changed(looped, go), 'a/a, same turn');
    const router = routerOf({ workspace, turns });
    assert.equal(router.decide(asked(chat(looped, { model: 'c/m' })), windowsOf(go)).cause, 'named model');
  });

  it('a dry run remembers nothing', () => {
    const turns = new TurnMap();
    const router = routerOf({ workspace, turns });
    router.explain(asked(chat([question])), windowsOf(markdown));
    router.preview(markdown);
    assert.equal(turns.size, 0);
  });
});
