import assert from 'node:assert/strict';
import type { UserSettings } from '../../../../src/protocol/webviewMessages.ts';
import { noDrafts } from '../../../../webview-ui/src/model/drafts.ts';
import { cycleText, listRoutes, routeProblem } from '../../../../webview-ui/src/model/listedRoutes.ts';
import { routeCycle } from '../../../../webview-ui/src/model/routeCycle.ts';
import {
  formatRemap,
  newRouteDraft,
  parseRemap,
  routeChanges,
  routeDraftOf,
  routePartsProblem,
  routeValue,
} from '../../../../webview-ui/src/model/routeDraft.ts';

const settings: UserSettings = {
  providers: {},
  workspaces: {
    default: {
      model: '@strong',
      embeddingsModel: 'a/e',
      rules: [{ files: '*.md', model: '@strong' }, { model: 'strong/x' }],
      tiers: { '*opus*': { model: '@strong', enabled: false } },
    },
    other: { model: 'a/b' },
  },
  modelOverrides: {},
  routes: {
    strong: { targets: [{ model: 'a/big', note: 'mine' }], strategy: 'fastest' },
    all: { targets: [{ model: '@strong' }, { model: 'a/small' }], summarizer: '@strong' },
  },
  objects: {
    tiers: { '*opus*': '@strong', '*haiku*': 'a/small' },
    intent: { secondOpinion: { model: 'a/small' } },
  },
};

describe('a route that is edited', () => {
  it('is written as it was when nothing is changed, with what the page does not know', () => {
    for (const [id, value] of Object.entries(settings.routes)) {
      assert.deepEqual(routeValue(routeDraftOf(id, value)), value);
    }
  });

  it('takes everything that names it along when it gets another id, in one save', () => {
    const draft = { ...routeDraftOf('strong', settings.routes['strong']), id: 'hard' };
    const changes = routeChanges(draft, settings);
    const written = Object.fromEntries(
      changes.map((change) => [
        change.kind === 'entry'
          ? `${change.table}.${change.id}`
          : change.kind === 'object'
            ? change.setting
            : '',
        change.value,
      ]),
    );
    assert.deepEqual(written, {
      'routes.hard': settings.routes['strong'],
      'routes.all': { targets: [{ model: '@hard' }, { model: 'a/small' }], summarizer: '@hard' },
      'workspaces.default': {
        model: '@hard',
        embeddingsModel: 'a/e',
        rules: [{ files: '*.md', model: '@hard' }, { model: 'strong/x' }],
        tiers: { '*opus*': { model: '@hard', enabled: false } },
      },
      tiers: { '*opus*': '@hard', '*haiku*': 'a/small' },
    });
    assert.equal(changes[0]?.kind === 'entry' && changes[0].renamedFrom, 'strong');
  });

  it('changes nothing else when it keeps its id', () => {
    assert.equal(routeChanges(routeDraftOf('strong', settings.routes['strong']), settings).length, 1);
  });

  it('needs a target, and a model in each', () => {
    const draft = newRouteDraft('new');
    assert.match(routePartsProblem({ ...draft, targets: [] }) ?? '', /needs a target/);
    assert.match(routePartsProblem(draft) ?? '', /Target 1 needs a model/);
    const target = { model: 'a/b', weight: 'much' };
    assert.match(routePartsProblem(newRouteDraft('new', { targets: [target] })) ?? '', /Target 1: Weight/);
  });

  it('shows the cycle that it would close, and is not saved with it', () => {
    const drafts = {
      ...noDrafts,
      routes: { strong: routeDraftOf('strong', { targets: [{ model: '@all' }] }) },
    };
    const routes = listRoutes(settings, drafts);
    const [strong] = routes;
    assert.ok(strong);
    assert.equal(cycleText(strong, routes), '@strong → @all → @strong');
    assert.match(routeProblem(strong, routes) ?? '', /leads back to itself/);
    const saved = listRoutes(settings, noDrafts);
    assert.deepEqual(
      saved.map((route) => cycleText(route, saved)),
      [undefined, undefined],
    );
  });

  it('may stand twice in another without a cycle, and below one that it is no part of', () => {
    const routes = new Map<string, unknown>([
      ['a', { targets: [{ model: '@b' }, { model: '@c' }] }],
      ['b', { targets: [{ model: '@c' }] }],
      ['c', { targets: [{ model: 'x/y' }] }],
      ['loop', { targets: [{ model: '@loop' }] }],
      ['off', { targets: [{ model: '@off', enabled: false }] }],
      ['above', { targets: [{ model: '@loop' }] }],
    ]);
    assert.equal(routeCycle('a', routes), undefined);
    assert.deepEqual(routeCycle('loop', routes), ['loop', 'loop']);
    assert.equal(routeCycle('above', routes), undefined);
    assert.equal(routeCycle('off', routes), undefined);
  });

  it('reads a remap as it is typed, and says which line is none', () => {
    const remap = { '*opus*': 'claude-opus-4-5', x: 'y' };
    assert.deepEqual(parseRemap(formatRemap(remap)), { remap });
    assert.deepEqual(parseRemap('a → b\n\n c -> d '), { remap: { a: 'b', c: 'd' } });
    assert.deepEqual(parseRemap('a = b\nnonsense'), { badLine: 'nonsense' });
  });
});
