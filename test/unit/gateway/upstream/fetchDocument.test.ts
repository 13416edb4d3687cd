import assert from 'node:assert/strict';
import { GatewayError } from '../../../../src/gateway/errors.ts';
import { createLog } from '../../../../src/gateway/log.ts';
import { fetchDocument } from '../../../../src/gateway/upstream/fetchDocument.ts';
import { createSender } from '../../../../src/gateway/upstream/sender.ts';
import { FakeUpstream } from '../../../helpers/fakeUpstream.ts';
import { answerJson, hang } from '../../../helpers/upstreamReactions.ts';

describe('a public document', () => {
  let server: FakeUpstream;
  const log = createLog(
    () => undefined,
    () => 'error',
  );
  const sender = createSender({ proxy: { noProxy: [], strictSsl: true }, env: {}, log });
  before(async () => {
    server = await FakeUpstream.start();
  });
  after(async () => {
    await server.close();
    await sender.close();
  });

  it('is fetched without credentials', async () => {
    server.react(answerJson({ a: 1 }));
    const text = await fetchDocument(sender.send, `${server.url}/data.json`, AbortSignal.timeout(5000));
    assert.equal(text, '{"a":1}');
    assert.equal(server.lastRequest.headers['authorization'], undefined);
    assert.equal(server.lastRequest.path, '/data.json');
  });

  it('is refused when the server answers an error, which is named', async () => {
    server.react(answerJson({}, 404));
    await assert.rejects(
      fetchDocument(sender.send, `${server.url}/data.json`, AbortSignal.timeout(5000)),
      (error) => error instanceof GatewayError && /answered 404/.test(error.message),
    );
  });

  it('is given up when the user cancels', async () => {
    const controller = new AbortController();
    server.react((request, response) => {
      controller.abort();
      return hang(request, response);
    });
    await assert.rejects(fetchDocument(sender.send, `${server.url}/data.json`, controller.signal), {
      name: 'AbortError',
    });
  });
});
