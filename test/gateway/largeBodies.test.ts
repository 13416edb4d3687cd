import assert from 'node:assert/strict';
import { FakeUpstream } from '../helpers/fakeUpstream.ts';
import { send } from '../helpers/httpClient.ts';
import { type StartedGateway, startGateway } from '../helpers/startGateway.ts';

const long = 'const a = items.map((item) => \\"item\\");\\n'.repeat(5000);

/** A body of 200 kB, as it is written; `between` stands between its messages. */
function largeBody(model: string, between = ','): string {
  return (
    `{ "messages" : [{"role":"system","content":"be brief"}${between}{"role":"user","content":"h\\u00e9 ${long}"}],\r\n` +
    ` "temperature":1.0, "stream":true,"unknown":{"z":[ ]},\t"model":"${model}" }\n`
  );
}

/** What stands between the messages where an old one is no JSON. */
const broken = ',{"role":"user","content":"a"},{"role":"user" "content":"b"},';

describe('a large request', () => {
  let upstream: FakeUpstream;
  let gateway: StartedGateway;

  before(async () => {
    upstream = await FakeUpstream.start();
    gateway = await startGateway({
      providers: {
        oai: { type: 'openai', endpoint: upstream.url, apiKey: 'k' },
        claude: { type: 'anthropic', endpoint: upstream.url, apiKey: 'k' },
      },
      workspaces: { default: { model: 'oai/other', rules: [{ files: '*.md', model: 'oai/prose' }] } },
    });
  });

  after(async () => {
    await gateway.close();
    await upstream.close();
  });

  it('passes byte for byte but for its model and the wish for its usage', async () => {
    await send(`${gateway.url}/v1/chat/completions`, { body: largeBody('oai/m') });
    const sent = `{"stream_options":{"include_usage":true},${largeBody('m').slice(1)}`;
    assert.ok(upstream.lastRequest.body.toString() === sent);
    assert.equal(upstream.lastRequest.headers['content-length'], String(Buffer.byteLength(sent)));
  });

  it('whose messages nobody had to read is for the provider to judge', async () => {
    await send(`${gateway.url}/v1/chat/completions`, { body: largeBody('oai/m', broken) });
    assert.ok(upstream.lastRequest.body.toString().endsWith(largeBody('m', broken).slice(1)));
  });

  it('is converted with its long texts as the client spelled them', async () => {
    await send(`${gateway.url}/v1/chat/completions`, { body: largeBody('claude/m') });
    const sent = upstream.lastRequest.body.toString();
    assert.ok(sent.includes(`"h\\u00e9 ${long}"`));
    const { system, messages } = JSON.parse(sent) as { system: unknown; messages: { content: string }[] };
    assert.equal(system, 'be brief');
    assert.ok(messages[0]?.content === (JSON.parse(`"h\\u00e9 ${long}"`) as string));
    assert.equal(upstream.lastRequest.headers['content-length'], String(Buffer.byteLength(sent)));
  });

  it('is refused with the place of what is wrong where rules decide or it is converted', async () => {
    const calls = upstream.requests.length;
    for (const model of ['auto', 'claude/m']) {
      const body = largeBody(model, broken);
      const answer = await send(`${gateway.url}/v1/chat/completions`, { body });
      assert.equal(answer.status, 400);
      const { error } = answer.json() as { error: { message: string } };
      assert.match(
        error.message,
        new RegExp(`breaks at position ${body.indexOf('"user" "') + '"user" '.length} `),
      );
    }
    assert.equal(upstream.requests.length, calls);
  });

  it('that is refused so stands in the record as any', async () => {
    const recorded = gateway.nextRecord();
    await send(`${gateway.url}/v1/chat/completions`, { body: largeBody('auto', broken) });
    assert.equal((await recorded).error?.code, 'invalid_request');
  });
});
