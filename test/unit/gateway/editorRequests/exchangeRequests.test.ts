import assert from 'node:assert/strict';
import { resolveConfig } from '../../../../src/config/resolveConfig.ts';
import { createExchangeRequests } from '../../../../src/gateway/editorRequests/exchangeRequests.ts';
import { Gateway } from '../../../../src/gateway/gateway.ts';
import { exchangeRecordOf } from '../../../helpers/exchangeRecords.ts';
import { recordingLog } from '../../../helpers/recordingLog.ts';
import { temporaryFolder } from '../../../helpers/temporaryFolder.ts';

const { signal } = new AbortController();

const config = {
  providers: {
    local: {
      type: 'openai-compatible',
      endpoint: 'http://127.0.0.1:9/v1',
      auth: 'none',
      models: ['small', 'big'],
    },
  },
  workspaces: {
    default: {
      model: 'local/big',
      rules: [{ files: '*.md', model: 'local/small' }],
    },
  },
};

describe('questions about requests', () => {
  const gateway = new Gateway({
    version: '0.0.0',
    dataDir: temporaryFolder(),
    env: {},
    log: recordingLog(),
    now: Date.now,
    onChange: () => undefined,
    onLoginRenewed: () => undefined,
  });
  const requests = createExchangeRequests({ gateway: () => gateway, window: () => undefined });

  before(() => {
    gateway.configure(
      resolveConfig([{ kind: 'user', value: config }], { env: {}, trusted: true, confirmedWorkspaces: [] }),
    );
    const { observer, capture } = gateway.services();
    const { decision } = exchangeRecordOf();
    assert.ok(decision);
    const about = (path: string) => ({ ...decision, layer: 'prompt' as const, files: [{ path }] });
    const startedAtMs = Date.now();
    observer.onExchange(
      exchangeRecordOf({ requestId: 'recorded', startedAtMs, client: 'cline', decision: about('docs/a.md') }),
    );
    observer.onExchange(exchangeRecordOf({ requestId: 'captured', startedAtMs, client: 'cline' }));
    const body = {
      model: 'auto',
      messages: [{ role: 'user', content: 'Translate docs/b.md, in pirate speak' }],
    };
    capture.keep({
      requestId: 'captured',
      atMs: startedAtMs,
      request: Buffer.from(JSON.stringify(body)),
      answer: Buffer.from('{}'),
      isCut: false,
    });
  });
  after(() => gateway.close());

  it('decides a request again by what the record knows of it', async () => {
    const { model, basis, rules, files } = await requests.rerunDecision({ id: 'recorded' }, signal);
    assert.deepEqual([model, basis, files], ['local/small', 'recorded', ['docs/a.md']]);
    assert.deepEqual(
      rules.map(({ outcome }) => outcome),
      ['matched'],
    );
  });

  it('decides a request that was captured by its own words', async () => {
    const { model, basis, files } = await requests.rerunDecision({ id: 'captured' }, signal);
    assert.deepEqual([model, basis, files], ['local/small', 'captured', ['docs/b.md']]);
  });

  it('tries rules that are not saved, on a text, and leaves the saved ones as they are', async () => {
    const workspace = {
      id: 'default',
      value: { model: 'local/small', rules: [{ keywords: ['pirate'], model: 'local/big' }] },
    };
    const of = async (text: string) => (await requests.testRules({ workspace, text }, signal)).model;
    assert.equal(await of('Say it as a pirate'), 'local/big');
    assert.equal(await of('Look at docs/a.md'), 'local/small');
    assert.equal((await requests.rerunDecision({ id: 'recorded' }, signal)).model, 'local/small');
  });

  it('tries rules on a past request, its words where they were captured, its client always', async () => {
    const rules = [
      { keywords: ['pirate'], model: 'local/small' },
      { clients: ['cline'], model: 'local/big' },
    ];
    const workspace = { id: 'new', value: { rules } };
    const of = async (exchange: string) => (await requests.testRules({ workspace, exchange }, signal)).model;
    assert.equal(await of('captured'), 'local/small');
    assert.equal(await of('recorded'), 'local/big');
  });

  it('tries rules as if a text came from a client', async () => {
    const value = { model: 'local/big', rules: [{ clients: ['codex'], model: 'local/small' }] };
    const of = async (client?: string) =>
      (await requests.testRules({ workspace: { id: 'default', value }, text: 'Hello', client }, signal))
        .model;
    assert.deepEqual([await of(), await of('codex')], ['local/big', 'local/small']);
  });

  it('says what is wrong with a rule that is being edited', async () => {
    const workspace = { id: 'default', value: { model: 'local/big', rules: [{ model: 'gone/model' }] } };
    const { model, rules } = await requests.testRules({ workspace, text: 'Hello' }, signal);
    assert.equal(model, 'local/big');
    assert.equal(rules[0]?.outcome, 'broken');
  });

  it('shows in the list what was said of an answer', async () => {
    await requests.rateExchange({ id: 'recorded', rating: 'up' }, signal);
    const { rows } = await requests.listExchanges({ filter: { text: 'docs/a.md' }, limit: 10 }, signal);
    assert.deepEqual(
      rows.map(({ id, rating }) => [id, rating]),
      [['recorded', 'up']],
    );
  });

  it('shows the body of a captured request, and says that there is one', async () => {
    const { detail } = await requests.exchange({ id: 'captured' }, signal);
    assert.ok(detail?.capturedRequest?.includes('pirate'));
    assert.equal((await requests.exchange({ id: 'recorded' }, signal)).detail?.isCaptured, false);
  });

  it('refuses what is not in the record', () => {
    assert.throws(() => requests.rerunDecision({ id: 'gone' }, signal), /not in the record/);
    assert.throws(() => requests.rateExchange({ id: 'gone', rating: 'up' }, signal), /not in the record/);
  });
});
