import assert from 'node:assert/strict';
import type { ExchangeDetail, ExchangeRow } from '../../../../src/protocol/exchanges.ts';
import { curlText } from '../../../../webview-ui/src/model/curlText.ts';
import {
  askedFilter,
  fitsFilter,
  noFilter,
  readFilter,
} from '../../../../webview-ui/src/model/exchangeFilter.ts';
import { durationText } from '../../../../webview-ui/src/model/exchangeTexts.ts';
import { placeOfRule, ruleFromExchange } from '../../../../webview-ui/src/model/ruleFromExchange.ts';

const row: ExchangeRow = {
  id: 'one',
  atMs: 1000,
  endpoint: 'messages',
  client: 'claude-code',
  provider: 'anthropic',
  model: 'claude',
  requestedModel: 'claude-opus',
  workspace: 'default',
  cause: 'rule',
  rule: '2 Docs',
  status: 200,
  outcome: 'answered',
  durationMs: 10,
  stream: true,
  attempts: 1,
};

const detail: ExchangeDetail = {
  row,
  rules: [],
  files: ['docs/guide.md', 'src/a.ts'],
  attempts: [],
  dropped: [],
  downRouted: false,
  cached: false,
  isCaptured: false,
};

describe('a request as a curl command', () => {
  const target = { origin: 'http://127.0.0.1:8989', needsKey: false };

  it('calls the endpoint that was called, with a template where the body was not captured', () => {
    assert.equal(
      curlText(detail, target),
      [
        "curl 'http://127.0.0.1:8989/v1/messages'",
        "-H 'content-type: application/json'",
        "-H 'anthropic-version: 2023-06-01'",
        `-d '{"model":"claude-opus","max_tokens":1024,"messages":[{"role":"user","content":"…"}]}'`,
      ].join(' \\\n  '),
    );
  });

  it('has the captured body, whatever quotes are in it', () => {
    const text = curlText({ ...detail, capturedRequest: `{"a":"it's"}` }, target);
    assert.ok(text.endsWith(`-d '{"a":"it'\\''s"}'`), text);
  });

  it('never has a key: it names the variable', () => {
    assert.ok(
      curlText(detail, { ...target, needsKey: true }).includes('"authorization: Bearer $MUXGATE_KEY"'),
    );
  });

  it('has the model in the path where the format wants that', () => {
    const gemini = { ...detail, row: { ...row, endpoint: 'gemini', requestedModel: 'gemini-pro' } };
    assert.ok(curlText(gemini, target).includes("/v1beta/models/gemini-pro:streamGenerateContent?alt=sse'"));
  });
});

describe('a rule from a request', () => {
  it('is for its kind, its client and files like its first', () => {
    assert.deepEqual(ruleFromExchange(detail), {
      request: 'chat',
      files: ['*.md'],
      clients: ['claude-code'],
      model: 'anthropic/claude',
    });
  });

  it('goes before the rule that took the request', () => {
    assert.equal(placeOfRule(detail), 1);
    assert.equal(placeOfRule({ ...detail, row: { ...row, rule: undefined } }), undefined);
  });

  it('names a file without extension itself, and no file where there was none', () => {
    assert.deepEqual(ruleFromExchange({ ...detail, files: ['Makefile'] })['files'], ['Makefile']);
    assert.deepEqual(ruleFromExchange({ ...detail, files: ['a/.env'] })['files'], ['a/.env']);
    assert.equal('files' in ruleFromExchange({ ...detail, files: [] }), false);
  });
});

describe('the filter of requests', () => {
  it('is asked with a time of now', () => {
    assert.deepEqual(askedFilter({ span: 'hour', client: 'cline' }, 3_600_001), {
      client: 'cline',
      sinceMs: 1,
    });
    assert.deepEqual(askedFilter(noFilter, 1), {});
  });

  it('lets in of what has just ended only what fits', () => {
    assert.ok(fitsFilter(row, noFilter));
    assert.ok(
      fitsFilter(row, { span: 'all', client: 'claude-code', model: 'anthropic/claude', status: '2xx' }),
    );
    assert.ok(!fitsFilter(row, { span: 'all', status: 'failed' }));
    assert.ok(fitsFilter(row, { span: 'all', text: 'DOCS' }));
    assert.equal(fitsFilter(row, { span: 'all', text: 'gpt' }), 'unknown');
    assert.equal(fitsFilter(row, { span: 'all', client: 'aider', text: 'gpt' }), false);
  });

  it('is taken up again as it was kept, and nothing else is', () => {
    const kept = { span: 'week', text: 'a', status: '429' } as const;
    const read: unknown = JSON.parse(JSON.stringify(readFilter(kept)));
    assert.deepEqual(read, kept);
    assert.equal(readFilter({ span: 'century', text: 3 }).span, 'all');
  });
});

describe('a duration', () => {
  it('is as exact as a person reads it', () => {
    assert.deepEqual([850, 2340, 42_000, 80_000].map(durationText), [
      '850 ms',
      '2.3 s',
      '42 s',
      '1 min 20 s',
    ]);
  });
});
