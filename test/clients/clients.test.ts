import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { ConfigInput } from '../../src/config/schema.ts';
import { matrixUpstreams } from '../gateway/matrix/upstreams.ts';
import { type StartedGateway, startGateway } from '../helpers/startGateway.ts';
import type { SpokenAnswer } from '../helpers/strict/spokenAnswer.ts';
import type { StrictCall } from '../helpers/strict/strictFormat.ts';
import { StrictUpstream } from '../helpers/strict/strictUpstream.ts';
import type { Agent } from './agent.ts';
import { claudeCode } from './agents/claudeCode.ts';
import { codexGpt55, codexGpt6, codexUnknownModel } from './agents/codex.ts';
import { continueCli } from './agents/continueCli.ts';
import { geminiCli } from './agents/geminiCli.ts';
import { qwenCode } from './agents/qwenCode.ts';
import { installAgent } from './installAgent.ts';
import { runAgent } from './runAgent.ts';

const agents: readonly Agent[] = [
  claudeCode,
  codexUnknownModel,
  codexGpt55,
  codexGpt6,
  geminiCli,
  continueCli,
  qwenCode,
];
/** `MUXGATE_CLIENTS=claude-code,codex` runs those whose name begins so. */
const wanted = (process.env['MUXGATE_CLIENTS'] ?? '').split(',').filter((name) => name !== '');

/**
 * A model that runs a command when the prompt asks for the token, and says the token when the command's output has it. Agents
 * ask on the side, too, and stop a model that repeats itself: no two calls are the same.
 */
function tokenModel(agent: Agent, token: string, thinks: boolean): (call: StrictCall) => SpokenAnswer {
  let path = 'token.txt';
  return ({ body }) => {
    const text = JSON.stringify(body);
    if (text.includes(token)) return { text: ['The token is ', `${token}.`], finish: 'stop' };
    const call = agent.shellCall(`cat ${path}`);
    const names = [call.name, ...(call.custom === undefined ? [] : [call.custom.name])];
    const isThere = names.some((name) => text.includes(JSON.stringify(name)));
    const mayCall = text.includes('SAY THE TOKEN') && isThere;
    if (!mayCall) return { text: ['All ', 'is well.'], finish: 'stop' };
    path = `./${path}`;
    // Its thoughts come back with the result, signed where the provider signs.
    return { reasoning: thinks ? 'The file has it.' : undefined, calls: [call], finish: 'toolCalls' };
  };
}

describe('real agents through the gateway', function () {
  this.timeout(300_000);
  const upstreams = new Map<string, StrictUpstream>();
  let gateway: StartedGateway;

  before(async () => {
    const providers: NonNullable<ConfigInput['providers']> = {};
    const workspaces: NonNullable<ConfigInput['workspaces']> = {};
    for (const { id, formats, provider, model } of matrixUpstreams) {
      const upstream = await StrictUpstream.start(formats);
      upstreams.set(id, upstream);
      providers[id] = { ...provider, endpoint: upstream.url };
      workspaces[id] = { model: `${id}/${model}` };
    }
    gateway = await startGateway({ providers, workspaces });
  });

  after(async () => {
    await gateway.close();
    for (const upstream of upstreams.values()) await upstream.close();
  });

  for (const agent of agents) {
    if (wanted.length > 0 && !wanted.some((name) => agent.name.startsWith(name))) continue;
    describe(agent.name, () => {
      let command: string;
      before(async () => {
        command = await installAgent(agent);
      });

      for (const { id, saysReasoning } of matrixUpstreams) {
        const upstream = (): StrictUpstream | undefined => upstreams.get(id);
        const baseUrl = (): string => `${gateway.url}/w/${id}/v1/mux`;

        it(`says what ${id} says`, async () => {
          upstream()?.expect({
            kind: 'react',
            react: tokenModel(agent, randomUUID(), saysReasoning),
          });
          const run = { baseUrl: baseUrl(), prompt: 'Say that all is well.' };
          const { exitCode, stdout, stderr } = await runAgent(agent, command, run, {});
          assert.deepEqual(refusals(upstream()), []);
          assert.match(stdout, /All is well\./, stderr);
          assert.equal(exitCode, 0, stderr);
        });

        it(`runs a command that ${id} asks for, and goes on with its output`, async () => {
          const token = `token-${randomUUID()}`;
          upstream()?.expect({ kind: 'react', react: tokenModel(agent, token, saysReasoning) });
          const run = { baseUrl: baseUrl(), prompt: 'SAY THE TOKEN that stands in the file token.txt here.' };
          const { exitCode, stdout, stderr } = await runAgent(agent, command, run, { 'token.txt': token });
          assert.deepEqual(refusals(upstream()), []);
          assert.match(stdout, new RegExp(`The token is ${token}`), stderr);
          assert.equal(exitCode, 0, stderr);
        });
      }
    });
  }
});

/** Why the provider refused calls, if it did. */
function refusals(upstream: StrictUpstream | undefined): string[] {
  return upstream?.calls.flatMap(({ refusal }) => refusal ?? []) ?? [];
}
