import assert from 'node:assert/strict';
import type { ConfigInput } from '../../../src/config/schema.ts';
import { FakeUpstream } from '../../helpers/fakeUpstream.ts';
import { type ReceivedAnswer, send } from '../../helpers/httpClient.ts';
import { type StartedGateway, startGateway } from '../../helpers/startGateway.ts';
import { spokenText } from '../../helpers/upstreamProtocols.ts';
import { answerJson } from '../../helpers/upstreamReactions.ts';

const overloaded = answerJson({ error: { message: 'Overloaded', type: 'server_error' } }, 503);

describe('routes over sockets', () => {
  let first: FakeUpstream;
  let second: FakeUpstream;
  let gateway: StartedGateway;

  beforeEach(async () => {
    [first, second] = await Promise.all([FakeUpstream.start(), FakeUpstream.start()]);
  });
  afterEach(async () => {
    await gateway.close();
    await Promise.all([first.close(), second.close()]);
  });

  async function start(config: ConfigInput): Promise<void> {
    gateway = await startGateway({
      providers: {
        one: { type: 'openai', endpoint: first.url, apiKey: 'k1', models: ['m1'] },
        two: { type: 'openai', endpoint: second.url, apiKey: 'k2', models: ['m2'] },
      },
      ...config,
    });
  }

  const routes = { pair: { targets: [{ model: 'one/m1' }, { model: 'two/m2' }] } };

  const ask = (model: string, path = '/v1/chat/completions'): Promise<ReceivedAnswer> =>
    send(`${gateway.url}${path}`, { body: { model, messages: [{ role: 'user', content: 'x' }] } });

  it('goes on to the next target of a named route, and says which route decided', async () => {
    await start({ routes });
    first.react(overloaded);
    const answer = await ask('@pair');
    assert.equal(answer.status, 200);
    assert.ok(answer.text.includes(spokenText));
    assert.equal(answer.headers['x-muxgate-model'], 'two/m2');
    assert.equal(answer.headers['x-muxgate-rule'], 'named route');
    assert.match(
      decodeURIComponent(String(answer.headers['x-muxgate-reason'])),
      /@pair \(priority\): one\/m1$/,
    );
    assert.deepEqual(
      gateway.records[0]?.attempts.map(({ provider, outcome }) => `${provider} ${outcome}`),
      ['one failed', 'two answered'],
    );
  });

  it("keeps the client's error where the route's own failover is off", async () => {
    await start({ routes: { pair: { ...routes.pair, failover: { onError: false } } } });
    first.react(overloaded);
    assert.equal((await ask('@pair')).status, 503);
    assert.equal(second.requests.length, 0);
  });

  it('rests as long as the route says, over what the provider and all of them say', async () => {
    await start({
      failover: { cooldownSeconds: 40 },
      routes: { short: { ...routes.pair, failover: { cooldownSeconds: 0 } }, pair: routes.pair },
    });
    for (const route of ['@short', '@short', '@pair', '@pair']) {
      first.react(overloaded);
      await ask(route);
    }
    assert.equal(first.requests.length, 3);
  });

  it('answers 404 for a route that there is not, and names those that there are', async () => {
    await start({ routes });
    const { status, text } = await ask('@piar');
    assert.equal(status, 404);
    assert.match(text, /there is no route \\"@piar\\"; there is: @pair/);
  });

  it('lists routes in every shape that models are listed in', async () => {
    await start({ routes: { ...routes, loop: { targets: [{ model: '@loop' }] } } });
    const list = async (path: string, headers: Record<string, string> = {}): Promise<string> =>
      (await send(`${gateway.url}${path}`, { method: 'GET', headers })).text;
    assert.match(await list('/v1/models'), /"id":"@pair"/);
    assert.match(await list('/v1/models/@pair'), /"display_name":"Route pair"/);
    assert.match(await list('/v1beta/models', { 'x-goog-api-key': 'x' }), /"name":"models\/@pair"/);
    assert.match(await list('/api/tags'), /"name":"@pair:latest"/);
    assert.doesNotMatch(await list('/v1/models'), /@loop/);
    const show = await send(`${gateway.url}/api/show`, { body: { model: '@pair:latest' } });
    assert.equal(show.status, 200);
  });

  it('lets each of the names that Claude Code asks for land where its tier says', async () => {
    await start({
      routes,
      tiers: { '*opus*': '@pair', '*haiku*': 'two/*' },
      workspaces: { default: { model: 'two/m2' } },
    });
    const messages = (model: string): Promise<ReceivedAnswer> =>
      send(`${gateway.url}/v1/messages`, {
        body: { model, max_tokens: 9, messages: [{ role: 'user', content: 'x' }] },
      });
    const modelOf = async (model: string): Promise<string | string[] | undefined> =>
      (await messages(model)).headers['x-muxgate-model'];
    assert.equal(await modelOf('claude-opus-4-5-20251101'), 'one/m1');
    assert.equal(first.lastRequest.json['model'], 'm1');
    assert.equal(await modelOf('claude-haiku-4-5'), 'two/claude-haiku-4-5');
    assert.equal(second.lastRequest.json['model'], 'claude-haiku-4-5');
    assert.equal(await modelOf('claude-sonnet-4-5'), 'two/m2');
  });

  it('never lets failover leave the machine where a localOnly rule holds', async () => {
    await start({
      routes,
      providers: {
        one: { type: 'ollama', endpoint: first.url, models: ['m1'] },
        two: { type: 'openai', endpoint: second.url, apiKey: 'k2', models: ['m2'] },
      },
      workspaces: { default: { model: '@pair', rules: [{ localOnly: true }] } },
    });
    first.react(overloaded);
    assert.equal((await ask('auto')).status, 503);
    assert.equal(second.requests.length, 0);
  });

  it('keeps the tool loop of a turn with the target that answered it', async () => {
    await start({ routes: { pair: { ...routes.pair, failover: { cooldownSeconds: 0 } } } });
    first.react(overloaded);
    const call = { id: 'c1', type: 'function', function: { name: 'read', arguments: '{}' } };
    const begun = [{ role: 'user', content: 'do it' }];
    const send2 = (messages: object[]): Promise<ReceivedAnswer> =>
      send(`${gateway.url}/v1/chat/completions`, { body: { model: '@pair', messages } });
    assert.equal((await send2(begun)).headers['x-muxgate-model'], 'two/m2');
    const looped = [
      ...begun,
      { role: 'assistant', content: null, tool_calls: [call] },
      { role: 'tool', tool_call_id: 'c1', content: 'text' },
    ];
    const later = await send2(looped);
    assert.equal(later.headers['x-muxgate-model'], 'two/m2');
    assert.equal(later.headers['x-muxgate-attempts'], '1');
  });

  it('explains the order of a route and who was left out', async () => {
    await start({
      routes: { pair: { targets: [...routes.pair.targets, { model: 'two/other', enabled: false }] } },
    });
    const { text } = await ask('@pair', '/muxgate/explain?path=/v1/chat/completions');
    const { route } = JSON.parse(text) as { route: unknown };
    assert.deepEqual(route, {
      id: 'pair',
      strategy: 'priority',
      order: ['one/m1', 'two/m2'],
      leftOut: [{ route: 'pair', target: 'two/other', why: 'it is switched off' }],
    });
    assert.equal(first.requests.length, 0);
  });
});
