import assert from 'node:assert/strict';
import { FakeUpstream } from '../helpers/fakeUpstream.ts';
import { open, type OpenAnswer } from '../helpers/httpClient.ts';
import { ManualClock } from '../helpers/manualClock.ts';
import { type StartedGateway, startGateway } from '../helpers/startGateway.ts';
import { answerJson, controlledStream } from '../helpers/upstreamReactions.ts';

const line = (content: string, done = false): string =>
  `${JSON.stringify({ model: 'm', message: { role: 'assistant', content }, done })}\n`;
const chunk = (content: string, finish: string | null = null): string =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content }, finish_reason: finish }] })}\n\n`;

/** Streams of one JSON object a line, passed through and converted. */
describe('Ollama’s streams', () => {
  let upstream: FakeUpstream;
  let gateway: StartedGateway;
  let clock: ManualClock;

  beforeEach(async () => {
    clock = new ManualClock();
    upstream = await FakeUpstream.start();
    gateway = await startGateway(
      {
        providers: {
          local: { type: 'ollama', endpoint: upstream.url },
          oai: { type: 'openai', endpoint: upstream.url, apiKey: 'k' },
        },
      },
      { clock },
    );
  });

  afterEach(async () => {
    await gateway.close();
    await upstream.close();
  });

  const ask = (model: string): Promise<OpenAnswer> =>
    open(`${gateway.url}/api/chat`, { body: { model, messages: [{ role: 'user', content: 'x' }] } });

  for (const [model, piece, end] of [
    ['local/m', line, line('', true)],
    ['oai/m', chunk, `${chunk('', 'stop')}data: [DONE]\n\n`],
  ] as const) {
    describe(`from ${model}`, () => {
      it('silence stays silence: a blank line is no JSON, and half a line waits for its end', async () => {
        const stream = controlledStream();
        upstream.react(stream.reaction);
        const opening = ask(model);
        await stream.send(piece('one'));
        const answer = await opening;
        await answer.readUntil('one');
        const second = piece('two');
        await stream.send(second.slice(0, 20));
        clock.advance(60_000);
        await stream.send(second.slice(20) + end);
        await stream.end();
        const lines = (await answer.rest()).trimEnd().split('\n');
        const contents = lines.map(
          (one) => (JSON.parse(one) as { message: { content: string } }).message.content,
        );
        assert.deepEqual(contents, ['one', 'two', '']);
        assert.equal(gateway.records[0]?.outcome, 'answered');
      });

      it('a provider that is silent for 60 seconds: the head goes out, and an error is a line', async () => {
        let fail = (): void => undefined;
        upstream.react((request, response) => {
          fail = () =>
            void answerJson({ error: { message: 'too late', type: 'x', code: null } }, 500)(
              request,
              response,
            );
        });
        const asked = upstream.nextRequest();
        const opening = ask(model);
        await asked;
        clock.advance(60_000);
        const answer = await opening;
        assert.equal(answer.status, 200);
        assert.equal(answer.headers['content-type'], 'application/x-ndjson');
        fail();
        assert.equal(await answer.rest(), '{"error":"too late"}\n');
        assert.equal(gateway.records[0]?.outcome, 'failed');
      });

      it('a client that hangs up ends the call to the provider', async () => {
        const stream = controlledStream();
        upstream.react(stream.reaction);
        const asked = upstream.nextRequest();
        const opening = ask(model);
        await stream.send(piece('one'));
        const answer = await opening;
        await answer.readUntil('one');
        answer.hangUp();
        await (
          await asked
        ).closed;
      });
    });
  }

  it('a last line without its end of line is whole, a torn one is an error', async () => {
    for (const [rest, outcome] of [
      [line('', true).trimEnd(), 'answered'],
      [line('', true).slice(0, 20), 'failed'],
    ] as const) {
      const stream = controlledStream();
      upstream.react(stream.reaction);
      const finished = gateway.nextRecord();
      const opening = ask('local/m');
      await stream.send(line('one') + rest);
      await stream.end();
      const text = await (await opening).rest();
      assert.equal((await finished).outcome, outcome);
      assert.equal(text.includes('"error"'), outcome === 'failed');
    }
  });
});
