import assert from 'node:assert/strict';
import { FakeUpstream } from '../helpers/fakeUpstream.ts';
import { open } from '../helpers/httpClient.ts';
import { ManualClock } from '../helpers/manualClock.ts';
import { type StartedGateway, startGateway } from '../helpers/startGateway.ts';
import { chatChunks } from '../helpers/strict/chatAnswers.ts';
import { responseEvents } from '../helpers/strict/responsesAnswers.ts';
import { controlledStream } from '../helpers/upstreamReactions.ts';

const answer = { text: ['Hello'], finish: 'stop' } as const;
const asked = { model: 'm', stream: true };

/** Codex hangs up as soon as it has `response.completed`, before its provider has ended the stream. */
describe('A client that hangs up at response.completed', () => {
  let upstream: FakeUpstream;
  let gateway: StartedGateway;
  let clock: ManualClock;

  beforeEach(async () => {
    clock = new ManualClock();
    upstream = await FakeUpstream.start();
    gateway = await startGateway(
      {
        providers: {
          codex: { type: 'codex', endpoint: `${upstream.url}/v1`, apiKey: 'k' },
          chat: { type: 'openai-compatible', endpoint: `${upstream.url}/v1`, apiKey: 'k' },
        },
      },
      { clock },
    );
  });

  afterEach(async () => {
    await upstream.close();
    await gateway.close();
  });

  for (const [how, model, stream] of [
    ['passed through', 'codex/gpt-5-codex', responseEvents(answer, asked)],
    ['converted', 'chat/m', chatChunks(answer, asked)],
  ] as const) {
    it(`has its answer, ${how}`, async () => {
      const provider = controlledStream();
      upstream.react(provider.reaction);
      const opening = open(`${gateway.url}/v1/responses`, { body: { model, stream: true, input: 'hi' } });
      await provider.send(stream.join(''));
      const received = await opening;
      await received.readUntil('response.completed');
      const record = gateway.nextRecord();
      received.hangUp();
      clock.advance(10_000);
      const { outcome, status } = await record;
      assert.deepEqual([outcome, status], ['answered', 200]);
    });
  }
});
