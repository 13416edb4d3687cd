import assert from 'node:assert/strict';
import type { ConfigInput } from '../../src/config/schema.ts';
import { type AgentRequest, agentRequests } from '../helpers/agentRequests.ts';
import { send } from '../helpers/httpClient.ts';
import { readMessagesStream } from '../helpers/messagesClient.ts';
import { readChatStream } from '../helpers/readers/readChatStream.ts';
import { readResponsesStream } from '../helpers/readers/readResponsesStream.ts';
import { readSse } from '../helpers/readers/readSse.ts';
import { type StartedGateway, startGateway } from '../helpers/startGateway.ts';
import { prepareSchemas } from '../helpers/strict/bodySchemas.ts';
import { StrictUpstream } from '../helpers/strict/strictUpstream.ts';
import { matrixUpstreams } from './matrix/upstreams.ts';

const said = 'Hello, wörld 😀';

/** Fails unless a stream of the agent's protocol says the words to their proper end. */
function assertStream({ protocol }: AgentRequest, text: string): void {
  switch (protocol) {
    case 'chat':
      assert.equal(readChatStream(text).text, said);
      return;
    case 'messages':
      assert.ok(readMessagesStream(text).stopped);
      break;
    case 'responses':
      assert.equal(readResponsesStream(text).status, 'completed');
      break;
    case 'gemini':
      readSse(text);
  }
  assert.ok(text.includes('wörld'), 'the words arrive');
}

describe('What coding agents send, to providers as strict as the real ones', () => {
  const upstreams = new Map<string, StrictUpstream>();
  let gateway: StartedGateway;

  before(async function () {
    this.timeout(60_000);
    for (const { id, formats } of matrixUpstreams) {
      prepareSchemas(formats);
      upstreams.set(id, await StrictUpstream.start(formats));
    }
    const providers: NonNullable<ConfigInput['providers']> = {};
    for (const { id, provider } of matrixUpstreams)
      providers[id] = { ...provider, endpoint: upstreams.get(id)?.url };
    gateway = await startGateway({ providers });
  });

  after(async () => {
    for (const upstream of upstreams.values()) await upstream.close();
    await gateway.close();
  });

  for (const request of agentRequests) {
    describe(request.agent, () => {
      for (const { id, model } of matrixUpstreams) {
        it(`to ${id}${request.asItIs?.providers.includes(id) === true ? `, as it is: ${request.asItIs.reason}` : ''}`, async () => {
          const upstream = upstreams.get(id);
          assert.ok(upstream !== undefined);
          upstream.expect({ kind: 'answer', answer: { text: [said], finish: 'stop' } });
          const name = `${id}/${model}`;
          const answer = await send(gateway.url + request.path.replace('MODEL', name), {
            headers: request.headers,
            body: JSON.stringify(request.body).replace('"MODEL"', JSON.stringify(name)),
          });
          const [call] = upstream.calls;
          if (request.asItIs?.providers.includes(id) === true) {
            assert.deepEqual(call?.body, { ...request.body, model });
            return;
          }
          assert.equal(answer.status, 200, answer.text);
          assert.deepEqual([upstream.calls.length, call?.refusal], [1, undefined]);
          if (request.body.stream === true || request.path.includes(':stream'))
            assertStream(request, answer.text);
          else assert.match(answer.text, /wörld/);
        });
      }
    });
  }
});
