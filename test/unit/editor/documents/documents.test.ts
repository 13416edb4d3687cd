import assert from 'node:assert/strict';
import { explanationReport } from '../../../../src/editor/documents/explanationReport.ts';
import { testReport } from '../../../../src/editor/documents/testReport.ts';

describe('the page of an explanation', () => {
  it('has the decision, a row for each rule, and the files', () => {
    const { source } = explanationReport(
      {
        model: 'openai/gpt',
        workspace: 'default',
        kind: 'chat',
        reason: 'rule 1 matched',
        files: ['a|b.md'],
        rules: [{ number: 1, text: '*.md → openai/gpt', outcome: 'matched', why: 'a|b.md is *.md' }],
        warnings: ['careful'],
      },
      'a|b.md',
    );
    assert.match(source, /^# Why this model\?/);
    assert.match(source, /## openai\\\/gpt/);
    assert.match(
      source,
      /\n\| 1 \| \\\*\\\.md → openai\\\/gpt \| matched \| a\\\|b\\\.md is \\\*\\\.md \|\n/,
    );
    assert.match(source, /- ⚠ careful/);
    assert.match(source, /- `a\|b\.md`/);
  });
});

describe('the page of a test request', () => {
  it('shows the answer as it came, whatever it holds, and the decision', () => {
    const { source } = testReport('hi', {
      ok: true,
      text: 'one\n~~~\n# two',
      status: 200,
      decision: { model: 'openai/gpt', reason: 'rule 1' },
      durationMs: 12,
    });
    assert.match(source, /^# Answered by openai\\\/gpt/);
    assert.match(source, /\n~~~~text\none\n~~~\n# two\n~~~~\n/);
    assert.match(source, /\| reason \| rule 1 \|/);
  });

  it('says the status and the text of a refusal', () => {
    const { source } = testReport('hi', {
      ok: false,
      text: 'no provider',
      status: 503,
      decision: {},
      durationMs: 1,
    });
    assert.match(source, /^# No answer: HTTP 503/);
    assert.match(source, /no provider/);
  });
});
