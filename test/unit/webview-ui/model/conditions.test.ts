import assert from 'node:assert/strict';
import {
  conditionProblem,
  conditionTexts,
  intentOf,
  intentValue,
  listValue,
  conditionKeys,
  intentLabels,
  requestClasses,
  weekdays,
} from '../../../../webview-ui/src/model/conditions.ts';
import * as schema from '../../../../src/config/conditionSchema.ts';
import { ruleLine } from '../../../../webview-ui/src/model/ruleLine.ts';

describe('conditions on the page', () => {
  it('are those that the configuration knows, with the same words', () => {
    assert.deepEqual([...conditionKeys].toSorted(), Object.keys(schema.conditionShape).toSorted());
    assert.deepEqual(intentLabels, schema.intentLabels);
    assert.deepEqual(requestClasses, schema.requestClasses);
    assert.deepEqual(weekdays, schema.weekdays);
  });

  it('are said in a few words each', () => {
    const conditions = {
      keywords: ['refactor'],
      intent: { labels: ['code_gen'], minConfidence: 0.8 },
      tokens: { min: 2000 },
      hasImages: false,
      time: { from: '18:00', days: ['sat', 'sun'] },
      branch: 'main',
      diagnostics: 'errors',
    };
    assert.deepEqual(conditionTexts(conditions, ['branch']), [
      'keyword refactor',
      'intent code_gen (0.8 sure)',
      '2,000 tokens or more',
      'without images',
      'sat, sun 18:00 to 24:00',
      'errors in the file',
    ]);
  });

  it('are named under a rule that has them, so that it claims nothing it does not do', () => {
    const status = { text: '', matchingFiles: [], matchingFileCount: 0 };
    const line = ruleLine({ hasTools: true, model: 'a/b' }, status);
    assert.match(line.text, /every chat request and completion, whatever the file; when: with tools/);
  });

  it('are written as briefly as they can be', () => {
    assert.equal(listValue(undefined, ['main'], true), 'main');
    assert.deepEqual(listValue(['a', 'b'], ['main'], true), ['main']);
    assert.deepEqual(listValue(undefined, ['x'], false), ['x']);
    assert.equal(listValue('x', [], true), undefined);
    assert.equal(intentValue(['vision'], undefined), 'vision');
    assert.deepEqual(intentValue(['vision'], 0.5), { labels: ['vision'], minConfidence: 0.5 });
    assert.deepEqual(intentOf('vision').labels, ['vision']);
  });

  it('say what is not a number or a time', () => {
    assert.match(conditionProblem({ tokens: { min: 'lots' } }) ?? '', /Prompt size/);
    assert.match(conditionProblem({ time: { from: '25:00' } }) ?? '', /Time/);
    assert.match(conditionProblem({ intent: { labels: [], minConfidence: 2 } }) ?? '', /Intent/);
    assert.equal(
      conditionProblem({ tokens: { max: 5 }, time: { to: '08:30' }, intent: 'vision' }),
      undefined,
    );
  });
});
