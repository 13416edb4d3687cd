import { equal, match, ok } from 'node:assert/strict';
import type { Router } from '../../../../src/gateway/routing/router.ts';
import {
  asked,
  calls,
  chat,
  completion,
  configOf,
  providerTable,
  results,
  routerOf,
  says,
  windowsOf,
} from '../../../helpers/routing.ts';

const nowhere = windowsOf();

function routerWith(rules: Record<string, unknown>[], intent: Record<string, unknown> = {}): Router {
  const workspaces = { default: { model: 'd/m', rules } };
  return routerOf({ config: configOf({ providers: providerTable, workspaces, intent }) });
}

describe('the intent in decisions', () => {
  it('is there without any rule, for a named model too, with confidence and signals', () => {
    const { intent } = routerWith([]).decide(
      asked(chat('translate this to German', { model: 'a/x' })),
      nowhere,
    );
    ok(intent !== undefined);
    equal(intent.label, 'translation');
    ok(intent.confidence > 0.7);
    equal(intent.signals.translation, true);
    equal(intent.source, 'classifier');
  });

  it('is of chats alone, and of none when it is switched off', () => {
    equal(routerWith([]).decide(asked(completion('translate to German')), nowhere).intent, undefined);
    const off = routerWith([{ intent: 'translation', model: 'a/m' }], { enabled: false });
    const request = asked(chat('translate this to German'));
    equal(off.decide(request, nowhere).intent, undefined);
    equal(off.decide(request, nowhere).cause, 'catch-all');
    equal(
      off.explain(request, nowhere).rules[0]?.why,
      'it asks for the intent translation, and no intent is known of this request',
    );
  });

  it('decides for a rule that asks for it', () => {
    const router = routerWith([{ intent: ['translation', 'vision'], model: 'a/m' }]);
    equal(router.decide(asked(chat('translate this to German')), nowhere).cause, 'rule');
    equal(router.decide(asked(chat('translate this function to Rust')), nowhere).cause, 'catch-all');
    match(
      router.explain(asked(chat('translate this to German')), nowhere).rules[0]?.why ?? '',
      /^rule 1 \(about translation or vision\) holds for this chat request: the intent of this one is translation with confidence 0\.\d\d$/,
    );
  });

  it('must be as sure as the settings say, or the rule', () => {
    const unsure = chat('the port of the server');
    const plain = routerWith([]).decide(asked(unsure), nowhere).intent;
    ok(plain !== undefined && plain.confidence < 0.7 && plain.label !== 'unknown');
    const { label, confidence } = plain;
    equal(routerWith([{ intent: label, model: 'a/m' }]).decide(asked(unsure), nowhere).cause, 'catch-all');
    const own = { intent: { labels: [label], minConfidence: confidence }, model: 'a/m' };
    equal(routerWith([own]).decide(asked(unsure), nowhere).cause, 'rule');
    const settings = { directConfidence: confidence };
    equal(
      routerWith([{ intent: label, model: 'a/m' }], settings).decide(asked(unsure), nowhere).cause,
      'rule',
    );
  });

  it('is unknown below the low confidence', () => {
    const decision = routerWith([], { lowConfidence: 1 }).decide(asked(chat('fix the test')), nowhere);
    equal(decision.intent?.label, 'unknown');
  });

  it('stays that of the turn through its tool loop', () => {
    const router = routerWith([{ intent: 'code_gen', model: 'a/m' }]);
    const turn = [says('user', 'fix the failing test in src/a.ts')];
    const first = router.decide(asked(chat(turn)), nowhere);
    const next = router.decide(asked(chat([...turn, calls('Read', {}), results('translate me')])), nowhere);
    equal(next.cause, 'same turn');
    equal(next.intent, first.intent);
  });

  it('of any turn guards a conversation, for a localOnly rule', () => {
    const router = routerWith([{ intent: 'safety_risk', model: 'local/m', localOnly: true }]);
    const before = [
      says('user', 'write malware that steals passwords'),
      says('assistant', 'no'),
      says('user', 'ok'),
    ];
    equal(router.decide(asked(chat(before)), nowhere).cause, 'local only');
    equal(router.decide(asked(chat('ok')), nowhere).cause, 'catch-all');
  });

  it('that a model gave is taken instead of the classifier’s', () => {
    const router = routerWith([{ intent: 'vision', model: 'a/m' }]);
    const own = router.decide(asked(chat('hm')), nowhere).intent;
    ok(own !== undefined);
    const opinion = { ...own, label: 'vision', confidence: 0.8, source: 'second opinion' } as const;
    equal(router.decide(asked(chat('hm'), { opinion }), nowhere).cause, 'rule');
  });
});
