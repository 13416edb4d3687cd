import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EffectiveProvider } from '../../../../src/config/effectiveConfig.ts';
import { accountProviders } from '../../../../src/gateway/accounts/accountProviders.ts';
import { KeyRing } from '../../../../src/gateway/providers/keyRing.ts';
import { ModelLists } from '../../../../src/gateway/providers/modelLists.ts';
import type { Provider } from '../../../../src/gateway/providers/provider.ts';
import type { SendAttempt } from '../../../../src/gateway/upstream/attempt.ts';
import { type CannedAnswer, cannedSend, connectionFailure } from '../../../helpers/cannedSend.ts';
import { Latch } from '../../../helpers/latch.ts';
import { recordingLog } from '../../../helpers/recordingLog.ts';
import { temporaryFolder } from '../../../helpers/temporaryFolder.ts';
import { provider } from '../../../helpers/upstreamAttempt.ts';

const signal = new AbortController().signal;

function ollama(config: Partial<EffectiveProvider> = {}): Provider {
  return provider({ id: 'local', type: 'ollama', ...config });
}

function tags(...names: string[]): CannedAnswer {
  return { body: { models: names.map((name) => ({ name, capabilities: ['completion'] })) } };
}

describe('ModelLists', () => {
  const folder = temporaryFolder();
  let files = 0;
  let now = 1_000_000;

  function freshFile(): string {
    files++;
    return join(folder, `lists-${files}`, 'models.json');
  }

  function listsWith(send: SendAttempt, file?: string, keyRing = new KeyRing()): ModelLists {
    return new ModelLists({ send, keyRing, file, clock: { now: () => now }, log: recordingLog() });
  }

  function idsIn(lists: ModelLists, id: string): string[] {
    return lists.listed(id).map((model) => model.id);
  }

  it('fetches a list, says when, and tells who listens', async () => {
    const lists = listsWith(cannedSend(() => tags('a', 'b')).send);
    lists.configure([ollama()]);
    const seen: string[] = [];
    lists.onChange(() => seen.push(lists.state('local').state));
    assert.equal(lists.state('local').state, 'unknown');
    const state = await lists.refresh('local', signal);
    assert.equal(state.state, 'reachable');
    assert.equal(state.fetchedAtMs, now);
    assert.deepEqual(idsIn(lists, 'local'), ['a', 'b']);
    assert.deepEqual(seen, ['checking', 'reachable']);
  });

  it('knows the built-in models from the start', () => {
    const lists = listsWith(cannedSend(() => new Error('not asked')).send);
    lists.configure([provider({ id: 'demo', type: 'demo' })]);
    assert.equal(lists.state('demo').state, 'reachable');
    assert.deepEqual(idsIn(lists, 'demo'), ['echo', 'tools']);
    assert.equal(lists.modelState({ provider: 'demo', model: 'echo' }), 'known');
  });

  it('knows nothing of a provider that is not configured', async () => {
    const lists = listsWith(cannedSend(() => tags()).send);
    assert.deepEqual(await lists.refresh('nobody', signal), { id: 'nobody', state: 'unknown', models: [] });
    assert.equal(lists.modelState({ provider: 'nobody', model: 'm' }), 'unknown');
  });

  it('keeps the last list of a provider that died, with the reason', async () => {
    let answer = tags('a');
    const lists = listsWith(cannedSend(() => answer).send);
    lists.configure([ollama()]);
    await lists.refresh('local', signal);
    answer = connectionFailure('ECONNREFUSED');
    const state = await lists.refresh('local', signal);
    assert.equal(state.state, 'failing');
    assert.equal(state.failure?.kind, 'refused');
    assert.deepEqual(idsIn(lists, 'local'), ['a']);
    answer = tags('b');
    assert.equal((await lists.refresh('local', signal)).failure, undefined);
  });

  it('one dead provider leaves the others alone', async () => {
    const { send } = cannedSend(({ provider: { id } }) =>
      id === 'dead' ? connectionFailure('ENOTFOUND') : tags('a'),
    );
    const lists = listsWith(send);
    lists.configure([ollama({ id: 'dead' }), ollama()]);
    await lists.refreshStale(signal);
    assert.deepEqual(
      lists.states().map(({ id, state }) => `${id} ${state}`),
      ['dead failing', 'local reachable'],
    );
    assert.deepEqual(idsIn(lists, 'local'), ['a']);
  });

  it('a second refresh joins the one that runs', async () => {
    const latch = new Latch();
    const { send, attempts } = cannedSend(async () => {
      await latch.opened;
      return tags('a');
    });
    const lists = listsWith(send);
    lists.configure([ollama()]);
    const both = [lists.refresh('local', signal), lists.refresh('local', signal)];
    latch.open();
    assert.deepEqual(
      (await Promise.all(both)).map(({ state }) => state),
      ['reachable', 'reachable'],
    );
    assert.equal(attempts.length, 1);
  });

  it('a cancelled refresh changes nothing', async () => {
    const controller = new AbortController();
    const { send } = cannedSend(({ signal: attemptSignal }) => {
      controller.abort(new Error('cancelled'));
      attemptSignal.throwIfAborted();
      return tags();
    });
    const lists = listsWith(send);
    lists.configure([ollama()]);
    const state = await lists.refresh('local', controller.signal);
    assert.equal(state.state, 'unknown');
    assert.equal(state.failure, undefined);
  });

  describe('filters', () => {
    it('apply to what is shown, not to what is known', async () => {
      const lists = listsWith(cannedSend(() => tags('code', 'embed')).send);
      lists.configure([ollama({ excludeModels: ['*embed*'] })]);
      await lists.refresh('local', signal);
      assert.deepEqual(idsIn(lists, 'local'), ['code']);
      assert.equal(lists.modelState({ provider: 'local', model: 'embed' }), 'known');
      assert.equal(lists.find({ provider: 'local', model: 'embed' })?.id, 'embed');
    });

    it('of a changed configuration hold at once, without fetching', async () => {
      const { send, attempts } = cannedSend(() => tags('a', 'b'));
      const lists = listsWith(send);
      lists.configure([ollama()]);
      await lists.refresh('local', signal);
      lists.configure([ollama({ includeModels: ['b'] })]);
      assert.deepEqual(idsIn(lists, 'local'), ['b']);
      assert.equal(attempts.length, 1);
    });

    it('typed models need no list to be reachable', async () => {
      const lists = listsWith(cannedSend(() => ({ status: 404, body: '' })).send);
      lists.configure([provider({ id: 'corp', endpoint: 'https://x.example', models: ['m-large'] })]);
      assert.deepEqual(idsIn(lists, 'corp'), ['m-large']);
      assert.equal((await lists.refresh('corp', signal)).state, 'reachable');
      assert.deepEqual(idsIn(lists, 'corp'), ['m-large']);
      assert.equal(lists.modelState({ provider: 'corp', model: 'm-large' }), 'known');
    });
  });

  describe('modelState', () => {
    async function afterLists(
      config: Partial<EffectiveProvider>,
      ...answers: CannedAnswer[]
    ): Promise<ModelLists> {
      const left = [...answers];
      const lists = listsWith(cannedSend(() => left.shift() ?? tags()).send);
      lists.configure([provider({ id: 'local', ...config })]);
      while (left.length > 0) await lists.refresh('local', signal);
      return lists;
    }

    function stateOf(lists: ModelLists, model: string): string {
      return lists.modelState({ provider: 'local', model });
    }

    it('is unknown, and never gone, for what was never listed', async () => {
      const lists = await afterLists({ type: 'ollama' }, tags('a'));
      assert.equal(stateOf(lists, 'z'), 'unknown');
    });

    it('is gone for what was listed once and is no more, until it comes back', async () => {
      const gone = await afterLists({ type: 'ollama' }, tags('a', 'b'), tags('b'), tags('b', 'c'));
      assert.equal(stateOf(gone, 'a'), 'gone');
      assert.equal(stateOf(gone, 'b'), 'known');
      const back = await afterLists({ type: 'ollama' }, tags('a', 'b'), tags('b'), tags('a'));
      assert.equal(stateOf(back, 'a'), 'known');
      assert.equal(stateOf(back, 'b'), 'gone');
    });

    it('is not gone because the provider died or its list is empty for once', async () => {
      const dead = await afterLists({ type: 'ollama' }, tags('a'), connectionFailure('ECONNREFUSED'));
      assert.equal(stateOf(dead, 'a'), 'known');
      const empty = await afterLists({ type: 'ollama' }, tags('a'), tags());
      assert.equal(stateOf(empty, 'a'), 'unknown');
    });

    it('is not gone where the list has only what is loaded', async () => {
      const list = (id: string): CannedAnswer => ({ body: { data: [{ id }] } });
      const lists = await afterLists({ type: 'llamacpp' }, list('a'), list('b'));
      assert.equal(stateOf(lists, 'a'), 'unknown');
    });

    it("knows Ollama's model without its tag :latest, and whether its cloud serves it", async () => {
      const lists = await afterLists(
        { type: 'ollama' },
        { body: { models: [{ name: 'mine:latest', remote_host: 'https://ollama.com' }, { name: 'b:1' }] } },
      );
      assert.equal(stateOf(lists, 'mine'), 'known');
      assert.equal(lists.find({ provider: 'local', model: 'mine' })?.remote, true);
      assert.equal(stateOf(lists, 'b'), 'unknown');
    });
  });

  describe('keys', () => {
    it('a provider without its key is not asked', async () => {
      const { send, attempts } = cannedSend(() => ({ body: { data: [] } }));
      const lists = listsWith(send);
      lists.configure([provider({ id: 'openai', type: 'openai' })]);
      await lists.refreshStale(signal);
      const state = await lists.refresh('openai', signal);
      assert.equal(state.state, 'key missing');
      assert.deepEqual(state.failure, {
        kind: 'key missing',
        message: '"openai" has no API key. Enter one.',
      });
      assert.equal(attempts.length, 0);
    });

    it('a new key is tried at once', async () => {
      const keyRing = new KeyRing();
      const { send, attempts } = cannedSend(({ headers }) =>
        headers['authorization'] === 'Bearer good'
          ? { body: { data: [{ id: 'm' }] } }
          : { status: 401, body: '' },
      );
      const lists = listsWith(send, undefined, keyRing);
      lists.configure([provider({ id: 'openai', type: 'openai' })]);
      const key = { provider: 'openai', account: 'default', origin: 'https://api.openai.com' };
      keyRing.replace([{ ...key, key: 'bad' }]);
      await lists.refreshStale(signal);
      assert.equal(lists.state('openai').failure?.kind, 'unauthorized');
      await lists.refreshStale(signal);
      assert.equal(attempts.length, 1);
      keyRing.replace([{ ...key, key: 'good' }]);
      await lists.refreshStale(signal);
      assert.equal(lists.state('openai').state, 'reachable');
    });
  });

  describe('accounts', () => {
    const accounts = { work: { apiKey: 'stale' }, home: { apiKey: 'good' } };
    const asked = cannedSend(({ headers }) =>
      headers['authorization'] === 'Bearer good'
        ? { body: { data: [{ id: 'm' }] } }
        : { status: 401, body: '' },
    );

    function listsOf(config: Partial<EffectiveProvider>): ModelLists {
      const keyRing = new KeyRing();
      const effective: EffectiveProvider = { id: 'openai', type: 'openai', ...config };
      const { primary, listing } = accountProviders(effective, {}, keyRing);
      const lists = listsWith(asked.send, undefined, keyRing);
      lists.configure([primary], () => listing);
      asked.attempts.length = 0;
      return lists;
    }

    it('are asked one after the other while keys are refused', async () => {
      const lists = listsOf({ accounts });
      assert.equal((await lists.refresh('openai', signal)).state, 'reachable');
      assert.deepEqual(idsIn(lists, 'openai'), ['m']);
      await lists.refreshStale(signal);
      assert.equal(asked.attempts.length, 2);
    });

    it('say what the first one met when none has a list', async () => {
      const lists = listsOf({ accounts: { work: accounts.work, home: { apiKey: 'old' } } });
      assert.equal((await lists.refresh('openai', signal)).failure?.kind, 'unauthorized');
      assert.equal(asked.attempts.length, 2);
    });

    it('that are all disabled are never asked', async () => {
      const lists = listsOf({ accounts: { home: { ...accounts.home, enabled: false } } });
      await lists.refreshStale(signal);
      assert.equal((await lists.refresh('openai', signal)).state, 'unknown');
      assert.equal(asked.attempts.length, 0);
    });
  });

  it('refreshes in the background what is old, local lists sooner, failed ones soonest', async () => {
    const { send, attempts } = cannedSend(({ provider: { id } }) =>
      id === 'dead'
        ? connectionFailure('ECONNREFUSED')
        : { body: { data: [{ id: 'm' }], models: [{ name: 'm', capabilities: [] }] } },
    );
    const lists = listsWith(send);
    lists.configure([
      ollama(),
      provider({ id: 'far', endpoint: 'https://x.example' }),
      ollama({ id: 'dead' }),
    ]);
    const askedAfter = async (passedMs: number): Promise<string[]> => {
      now += passedMs;
      attempts.length = 0;
      await lists.refreshStale(signal);
      return attempts.map((attempt) => attempt.provider.id).sort();
    };
    assert.deepEqual(await askedAfter(0), ['dead', 'far', 'local']);
    assert.deepEqual(await askedAfter(1), []);
    assert.deepEqual(await askedAfter(30_000), ['dead']);
    assert.deepEqual(await askedAfter(30_000), ['dead', 'local']);
    assert.deepEqual(await askedAfter(3_600_000), ['dead', 'far', 'local']);
  });

  describe('on disk', () => {
    it('survive a restart, with what is gone', async () => {
      const file = freshFile();
      const answers = [tags('a', 'b'), { body: { models: [{ name: 'b', remote_host: 'x' }] } }];
      const first = listsWith(cannedSend(() => answers.shift() ?? tags()).send, file);
      first.configure([ollama()]);
      await first.refresh('local', signal);
      await first.refresh('local', signal);

      const { send, attempts } = cannedSend(() => new Error('not asked'));
      const second = listsWith(send, file);
      second.configure([ollama()]);
      assert.equal(second.state('local').state, 'reachable');
      assert.deepEqual(idsIn(second, 'local'), ['b']);
      assert.equal(second.find({ provider: 'local', model: 'b' })?.remote, true);
      assert.equal(second.modelState({ provider: 'local', model: 'a' }), 'gone');
      assert.equal(attempts.length, 0);
    });

    it('keep what the models can do', async () => {
      const file = freshFile();
      const model = {
        name: 'a',
        capabilities: ['tools', 'insert'],
        details: { context_length: 4096 },
        thinking: { values: ['low', 'high'] },
      };
      const first = listsWith(cannedSend(() => ({ body: { models: [model] } })).send, file);
      first.configure([ollama()]);
      await first.refresh('local', signal);
      const second = listsWith(cannedSend(() => new Error('not asked')).send, file);
      second.configure([ollama()]);
      assert.deepEqual(second.find({ provider: 'local', model: 'a' }), {
        id: 'a',
        contextTokens: 4096,
        tools: true,
        images: false,
        reasoning: false,
        reasoningEfforts: ['low', 'high'],
        fim: true,
        embeddings: false,
      });
    });

    it('are for one type and endpoint: elsewhere nothing is known or gone', async () => {
      const file = freshFile();
      const first = listsWith(cannedSend(() => tags('a')).send, file);
      first.configure([ollama()]);
      await first.refresh('local', signal);
      for (const moved of [
        ollama({ endpoint: 'http://gpu:11434' }),
        ollama({ type: 'vllm', endpoint: 'http://127.0.0.1:11434' }),
      ]) {
        first.configure([moved]);
        assert.deepEqual(idsIn(first, 'local'), []);
        const second = listsWith(cannedSend(() => tags()).send, file);
        second.configure([moved]);
        assert.deepEqual(idsIn(second, 'local'), []);
        assert.equal(second.modelState({ provider: 'local', model: 'a' }), 'unknown');
      }
    });

    it('of two processes lie side by side', async () => {
      const file = freshFile();
      const one = listsWith(cannedSend(() => tags('a')).send, file);
      const two = listsWith(cannedSend(() => tags('b')).send, file);
      one.configure([ollama({ id: 'one' })]);
      two.configure([ollama({ id: 'two' })]);
      await one.refresh('one', signal);
      await two.refresh('two', signal);
      await one.refresh('one', signal);
      const third = listsWith(cannedSend(() => tags()).send, file);
      third.configure([ollama({ id: 'one' }), ollama({ id: 'two' })]);
      assert.deepEqual([idsIn(third, 'one'), idsIn(third, 'two')], [['a'], ['b']]);
    });

    it("are the user's alone, written whole, with no draft left behind", async () => {
      const file = freshFile();
      const lists = listsWith(cannedSend(() => tags('a')).send, file);
      lists.configure([ollama({ id: 'one' }), ollama({ id: 'two' })]);
      await Promise.all([lists.refresh('one', signal), lists.refresh('two', signal)]);
      assert.deepEqual(readdirSync(join(file, '..')), ['models.json']);
      assert.doesNotThrow(() => JSON.parse(readFileSync(file, 'utf8')) as unknown);
      if (process.platform !== 'win32') assert.equal(statSync(file).mode & 0o777, 0o600);
    });

    for (const text of ['', '{"version":1,"lists":[{"prov', '[]', '{"version":99}', 'null']) {
      it(`a file with ${JSON.stringify(text)} is passed over and replaced`, async () => {
        const file = freshFile();
        mkdirSync(join(file, '..'), { recursive: true });
        writeFileSync(file, text);
        const lists = listsWith(cannedSend(() => tags('a')).send, file);
        lists.configure([ollama()]);
        assert.equal(lists.state('local').state, 'unknown');
        await lists.refresh('local', signal);
        assert.match(readFileSync(file, 'utf8'), /"id":"a"/);
      });
    }

    it('an entry that is not understood does not spoil the others', async () => {
      const file = freshFile();
      const first = listsWith(cannedSend(() => tags('a')).send, file);
      first.configure([ollama()]);
      await first.refresh('local', signal);
      const content = JSON.parse(readFileSync(file, 'utf8')) as { version: number; lists: unknown[] };
      writeFileSync(file, JSON.stringify({ ...content, lists: [{ provider: 7 }, ...content.lists] }));
      const second = listsWith(cannedSend(() => tags()).send, file);
      second.configure([ollama()]);
      assert.deepEqual(idsIn(second, 'local'), ['a']);
    });

    it('that cannot be written are a warning and nothing else', async () => {
      const file = freshFile();
      // A file stands where the folder should be: writing fails as on a full disk.
      writeFileSync(join(file, '..'), '');
      const log = recordingLog();
      const lists = new ModelLists({
        send: cannedSend(() => tags('a')).send,
        keyRing: new KeyRing(),
        file,
        clock: { now: () => now },
        log,
      });
      lists.configure([ollama()]);
      assert.equal((await lists.refresh('local', signal)).state, 'reachable');
      assert.deepEqual(idsIn(lists, 'local'), ['a']);
      assert.ok(log.lines.some((line) => line.startsWith(`warn model lists cannot be saved to ${file}`)));
    });
  });
});
