import assert from 'node:assert/strict';
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
