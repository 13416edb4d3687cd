import { equal, match } from 'node:assert/strict';
import { compileRegex } from '../../../../../src/gateway/routing/conditions/boundedRegex.ts';
import { foldText, hasWord } from '../../../../../src/gateway/routing/conditions/wordSearch.ts';
import { asked, calls, chat, results, routerOf, says, windowsOf } from '../../../../helpers/routing.ts';

const nowhere = windowsOf();

function causeWith(keywords: string[], text: string): string {
  const router = routerOf({ workspace: { model: 'd/m', rules: [{ keywords, model: 'a/m' }] } });
  return router.decide(asked(chat(text)), nowhere).cause;
}

describe('keywords', () => {
  it('are found as whole words, in any case', () => {
    equal(causeWith(['deploy'], 'Please DEPLOY it'), 'rule');
    equal(causeWith(['deploy'], 'redeployment is next'), 'catch-all');
    equal(causeWith(['pull request'], 'open a Pull Request, then wait'), 'rule');
    equal(causeWith(['straße'], 'in der STRASSE'), 'catch-all');
    equal(causeWith(['größe'], 'die GRÖSSE'.normalize('NFD').replace('SS', 'ß')), 'rule');
  });

  it('that end in a sign need no boundary there', () => {
    equal(causeWith(['c++'], 'some C++20 code'), 'rule');
    equal(causeWith(['c++'], 'objc++'), 'catch-all');
    equal(causeWith(['/etc/hosts'], 'look at /etc/hosts'), 'rule');
  });

  it('of scripts without spaces are found within sentences', () => {
    equal(causeWith(['部署'], '请部署这个服务'), 'rule');
    equal(causeWith(['バグ'], 'このバグを直して'), 'rule');
  });

  it('between slashes are regexes, with their own flags', () => {
    equal(causeWith(['/fix(es)? #\\d+/i'], 'Fixes #12'), 'rule');
    equal(causeWith(['/fix(es)? #\\d+/'], 'Fixes #12'), 'catch-all');
  });

  it('are asked of the newest user turn alone', () => {
    const router = routerOf({ workspace: { model: 'd/m', rules: [{ keywords: ['deploy'], model: 'a/m' }] } });
    const before = [says('user', 'deploy it'), says('assistant', 'deployed'), says('user', 'thanks')];
    equal(router.decide(asked(chat(before)), nowhere).cause, 'catch-all');
  });

  it('of a localOnly rule guard everything that the request carries', () => {
    const rules = [{ keywords: ['patient'], model: 'local/m', localOnly: true }];
    const router = routerOf({ workspace: { model: 'd/m', rules } });
    const read = [
      says('user', 'look'),
      calls('Read', { file_path: 'x' }),
      results('the patient is'),
      says('user', 'go on'),
    ];
    equal(router.decide(asked(chat(read)), nowhere).cause, 'local only');
    equal(router.decide(asked(chat('go on')), nowhere).cause, 'catch-all');
    const system = [says('system', 'be patient'), says('user', 'go on')];
    equal(router.decide(asked(chat(system)), nowhere).cause, 'catch-all');
  });

  it('that do not compile, or would search for ever, break their rule and say why', () => {
    for (const [keyword, why] of [
      ['/(a/', /does not compile: Unterminated group/],
      ['/(a+)+$/', /takes for ever on some texts/],
      ['/(x|x)*y/', /takes for ever on some texts/],
    ] as const) {
      const router = routerOf({
        workspace: { model: 'd/m', rules: [{ keywords: [keyword], model: 'a/m' }] },
      });
      const explanation = router.explain(asked(chat('aaa')), nowhere);
      equal(explanation.rules[0]?.outcome, 'broken');
      match(explanation.rules[0].why, why);
    }
  });

  it('that merely look dangerous are used', () => {
    for (const source of [
      '(?:foo\\s+)*bar',
      '(?<=a)b+',
      '(?:ab?c){1,3}',
      '\\bfix(es|ed)?\\s+#\\d+',
      '[\\w.]+@[\\w.]+',
    ]) {
      equal('error' in compileRegex(source, 'i'), false, source);
    }
  });

  it('give up a search that takes too long on one text, and say so', () => {
    const compiled = compileRegex('a+[xy]', '');
    equal('test' in compiled ? compiled.test('a'.repeat(100_000)) : 'broken', undefined);
    equal('test' in compiled ? compiled.test('ax') : 'broken', true);
  });

  it('are looked for in linear time', () => {
    const text = foldText('a'.repeat(1_000_000));
    equal(hasWord(text, 'aaaa'), false);
  });

  it('tell in the explanation what was found', () => {
    const workspace = { model: 'd/m', rules: [{ keywords: ['deploy', '/x+/'], model: 'a/m' }] };
    const explain = (text: string): string =>
      routerOf({ workspace }).explain(asked(chat(text)), nowhere).rules[0]?.why ?? '';
    equal(
      explain('deploy'),
      'rule 1 (saying deploy or /x+/) holds for this chat request: the newest message says "deploy"',
    );
    equal(
      explain('no'),
      'it asks for "deploy" or /x+/ in the newest message, and the newest message does not say it',
    );
  });
});
