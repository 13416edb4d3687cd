import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readTexts, sourceTexts, translations } from '../../../scripts/l10n/texts.ts';
import { translationProblems } from '../../../scripts/l10n/translationProblems.ts';

describe('the translations', function () {
  // All sources are parsed.
  this.timeout(120_000);

  it('are of exactly the texts that the code has (run `npm run l10n` after a change)', async () => {
    assert.deepEqual(readTexts('l10n/bundle.l10n.json'), await sourceTexts());
  });

  it('into Simplified Chinese are there', () => {
    assert.ok(translations().some(({ language }) => language === 'zh-cn'));
  });

  for (const { language, manifest, bundle } of translations()) {
    it(`into ${language} are complete, with the placeholders, links and code of the English texts`, () => {
      assert.deepEqual(translationProblems(readTexts('package.nls.json'), manifest), []);
      assert.deepEqual(translationProblems(readTexts('l10n/bundle.l10n.json'), bundle), []);
    });
  }
});

describe('the words of Simplified Chinese', () => {
  /** What CONTRIBUTING.md does not say, and the word that it does. */
  const others = {
    监听: '侦听',
    账户: '帐户',
    账号: '帐户',
    提供商: '提供方',
    提供者: '提供方',
    限额: '限制',
    工作空间: '工作区',
    应答: '响应',
  };

  it('are the same for the same thing', () => {
    const files = ['l10n/bundle.l10n.zh-cn.json', 'package.nls.zh-cn.json', 'README.zh-cn.md'];
    const found = files.flatMap((file) => {
      const text = readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8');
      return Object.entries(others)
        .filter(([other]) => text.includes(other))
        .map(([other, word]) => `${file}: ${other} is called ${word}`);
    });
    assert.deepEqual(found, []);
  });

  it('are Chinese, but for names, codes and examples', () => {
    const texts = Object.entries(readTexts('l10n/bundle.l10n.zh-cn.json'));
    const english = texts.filter(([key, text]) => key === text && !/\p{Script=Han}/u.test(text));
    assert.deepEqual(
      english.map(([key]) => key).filter((key) => /[a-z]{3,} [a-z]{3,}/.test(key)),
      [],
    );
  });
});

describe('translationProblems', () => {
  const english = { a: 'Uses {0} of `x`, see [this](command:c)', b: 'Two' };

  it('finds nothing wrong with a translation that keeps what must be kept, in any order', () => {
    const translated = { a: '[此处](command:c)：`x` 的 {0}', b: '二' };
    assert.deepEqual(translationProblems(english, translated), []);
  });

  it('finds texts that are missing, left over, or have lost something', () => {
    const problems = translationProblems(english, { a: '`x` 的 {1}', c: '三' });
    assert.equal(problems.length, 3);
    assert.match(
      problems.join('\n'),
      /other placeholders.*: a\nnot translated: b\nnot in English any more: c/,
    );
  });
});
