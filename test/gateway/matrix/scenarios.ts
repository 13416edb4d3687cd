import assert from 'node:assert/strict';
import {
  spokenLogprob,
  spokenUsage,
  wholeText,
  type SpokenAnswer,
} from '../../helpers/strict/spokenAnswer.ts';
import type { StrictUpstream } from '../../helpers/strict/strictUpstream.ts';
import type { MatrixUpstream } from './upstreams.ts';
import type { ClientAnswer, ClientDriver, ClientTurn, OfferedTool, Question } from './clientDriver.ts';

/** One cell of the matrix while it runs. */
export interface Cell {
  readonly client: ClientDriver;
  readonly upstream: StrictUpstream;
  /** `provider/model`. */
  readonly model: string;
  /** One that gives log probabilities. */
  readonly logprobsModel: string;
  readonly saysReasoning: boolean;
  readonly signatureOf?: MatrixUpstream['signatureOf'];
  /** What the provider's protocol has no place for. */
  readonly lacks: NonNullable<MatrixUpstream['lacks']>;
}

/** One row of the matrix: what a client does, and what it and the provider must see. */
export interface Scenario {
  readonly name: string;
  readonly run: (cell: Cell) => Promise<void>;
}

const maxTokens = 8000;
const hello: ClientTurn = { kind: 'user', text: 'Say hello.' };
const plain: SpokenAnswer = { text: ['Hello', ', ', 'wörld', ' 😀'], finish: 'stop' };

const weather: OfferedTool = {
  name: 'get_weather',
  description: 'The weather in a city.',
  parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
};
const clock: OfferedTool = {
  name: 'get_time',
  description: 'The time now.',
  parameters: { type: 'object', properties: {}, required: [] },
};

/** Arguments with what is easily broken: other alphabets, quotes, nesting. */
const nested = { city: 'Zürich "😀"', at: [{ hour: 7, tags: ['früh', 'a\\b'] }] };
const oneCall: SpokenAnswer = {
  calls: [{ name: 'get_weather', arguments: JSON.stringify(nested) }],
  finish: 'toolCalls',
};
const thoughtful = { ...oneCall, reasoning: 'They want the weather.' } satisfies SpokenAnswer;
const threeCalls: SpokenAnswer = {
  text: ['I will look.'],
  calls: [
    { name: 'get_weather', arguments: '{"city":"Paris"}' },
    { name: 'get_time', arguments: '{}' },
    { name: 'get_weather', arguments: '{"city":"東京"}' },
  ],
  finish: 'toolCalls',
};

/** A PNG of one pixel. */
const onePixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** The smallest file that calls itself a PDF. */
const emptyPdf = Buffer.from('%PDF-1.4\n%%EOF\n').toString('base64');

/** How the providers are told to call the first tool: by its name, or (Cohere) as the only one that there is. */
const forcedCall = new RegExp(
  [
    '"tool_choice":{"type":"function","function":{"name":"get_weather"}}',
    '"tool_choice":{"type":"function","name":"get_weather"}',
    '"tool_choice":{"type":"tool","name":"get_weather"',
    '"allowedFunctionNames":["get_weather"]',
    '"tool_choice":"REQUIRED"',
  ]
    .map((text) => text.replaceAll(/[[\]{}]/g, String.raw`\$&`))
    .join('|'),
);

function question(cell: Cell, facts: Partial<Question> = {}): Question {
  return { model: cell.model, system: 'You are brief.', turns: [hello], maxTokens, ...facts };
}

/** Asks once and checks that the provider took the request as it came. */
async function ask(cell: Cell, stream: boolean, facts: Partial<Question> = {}): Promise<ClientAnswer> {
  const answer = await cell.client.ask(question(cell, facts), { stream });
  assert.deepEqual(
    cell.upstream.calls.map(({ refusal }) => refusal),
    cell.upstream.calls.map(() => undefined),
  );
  return answer;
}

/** A call with thoughts before it, and the turn after it. */
async function thinkInToolLoop(
  cell: Cell,
  stream: boolean,
): Promise<{ called: ClientAnswer; answer: ClientAnswer }> {
  cell.upstream.expect({ kind: 'answer', answer: thoughtful }, { kind: 'answer', answer: plain });
  const facts = { tools: [weather], wantsReasoning: true };
  const called = await ask(cell, stream, facts);
  const results = called.calls.map((call) => ({ call, text: 'sunny' }));
  const turns: ClientTurn[] = [hello, { kind: 'answer', answer: called }, { kind: 'results', results }];
  return { called, answer: await ask(cell, stream, { ...facts, turns }) };
}

function sentText({ upstream }: Cell): string {
  return JSON.stringify(upstream.calls.at(-1)?.body);
}

function assertUsage({ client, lacks }: Cell, { usage }: ClientAnswer): void {
  assert.equal(usage.input, spokenUsage.input);
  assert.equal(usage.output, spokenUsage.output);
  if ((client.lacks.cachedUsage ?? lacks.cachedUsage) === undefined)
    assert.equal(usage.cached, spokenUsage.cached);
  if ((client.lacks.reasoningUsage ?? lacks.reasoningUsage) === undefined)
    assert.equal(usage.reasoning, spokenUsage.reasoning);
}

const modes = [
  ['whole', false],
  ['streamed', true],
] as const;

/** The same row for a whole and for a streamed answer. */
function bothWays(name: string, run: (cell: Cell, stream: boolean) => Promise<void>): Scenario[] {
  return modes.map(([mode, stream]) => ({ name: `${name}, ${mode}`, run: (cell) => run(cell, stream) }));
}

export const scenarios: readonly Scenario[] = [
  ...bothWays('text', async (cell, stream) => {
    cell.upstream.expect({ kind: 'answer', answer: plain });
    const answer = await ask(cell, stream);
    assert.equal(answer.text, wholeText(plain));
    assert.equal(answer.finish, cell.client.finishWords.stop);
    assert.deepEqual(answer.calls, []);
    assert.match(sentText(cell), /You are brief\./);
    assert.match(sentText(cell), /Say hello\./);
  }),
  ...bothWays('usage with cached and reasoning tokens', async (cell, stream) => {
    cell.upstream.expect({ kind: 'answer', answer: plain });
    assertUsage(cell, await ask(cell, stream));
  }),
  ...bothWays('one tool call', async (cell, stream) => {
    cell.upstream.expect({ kind: 'answer', answer: oneCall });
    const answer = await ask(cell, stream, { tools: [weather, clock] });
    assert.deepEqual(
      answer.calls.map(({ name, input }) => ({ name, input })),
      [{ name: 'get_weather', input: nested }],
    );
    assert.equal(answer.finish, cell.client.finishWords.toolCalls);
    assert.equal(answer.text, '');
  }),
  ...bothWays('three parallel calls after text, one of them without arguments', async (cell, stream) => {
    cell.upstream.expect({ kind: 'answer', answer: threeCalls });
    const answer = await ask(cell, stream, { tools: [weather, clock] });
    assert.equal(answer.text, 'I will look.');
    assert.deepEqual(
      answer.calls.map(({ name, input }) => ({ name, input })),
      threeCalls.calls?.map(({ name, arguments: text }) => ({ name, input: JSON.parse(text) as unknown })),
    );
    assert.equal(new Set(answer.calls.map(({ id }) => id)).size, 3);
  }),
  ...bothWays('the results of parallel calls go back to their calls', async (cell, stream) => {
    cell.upstream.expect({ kind: 'answer', answer: threeCalls }, { kind: 'answer', answer: plain });
    const tools = [weather, clock];
    const called = await ask(cell, stream, { tools });
    const results = called.calls.map((call, index) => ({ call, text: `result ${index}` }));
    const answer = await ask(cell, stream, {
      tools,
      turns: [hello, { kind: 'answer', answer: called }, { kind: 'results', results }],
    });
    assert.equal(answer.text, wholeText(plain));
    for (const { text } of results) assert.ok(sentText(cell).includes(text));
    assert.match(sentText(cell), /I will look\./);
  }),
  ...bothWays('a tool that must be called', async (cell, stream) => {
    cell.upstream.expect({ kind: 'answer', answer: oneCall });
    const answer = await ask(cell, stream, { tools: [weather, clock], forcedTool: weather.name });
    assert.deepEqual(
      answer.calls.map(({ name }) => name),
      [weather.name],
    );
    if ((cell.client.lacks.forcedTools ?? cell.lacks.forcedTools) === undefined)
      assert.match(sentText(cell), forcedCall);
  }),
  ...bothWays('tools that must not be called', async (cell, stream) => {
    cell.upstream.expect({ kind: 'answer', answer: plain });
    const answer = await ask(cell, stream, { tools: [weather], callsNothing: true });
    assert.equal(answer.text, wholeText(plain));
    // Either it is said, or there is nothing to call.
    const isSaid = /"tool_choice":(?:"none"|"NONE"|\{"type":"none"\})|"mode":"NONE"/.test(sentText(cell));
    assert.ok(isSaid || !sentText(cell).includes(weather.name), sentText(cell));
  }),
  ...bothWays('a PDF', async (cell, stream) => {
    cell.upstream.expect({ kind: 'answer', answer: plain });
    await ask(cell, stream, { turns: [{ kind: 'user', text: 'What is it?', pdfBase64: emptyPdf }] });
    assert.ok(sentText(cell).includes(emptyPdf));
  }),
  ...bothWays('citations', async (cell, stream) => {
    const citation = { url: 'https://example.com/a', title: 'An example' };
    cell.upstream.expect({ kind: 'answer', answer: { ...plain, citation } });
    const answer = await ask(cell, stream);
    assert.equal(answer.text, wholeText(plain));
    assert.deepEqual(answer.citedUrls, [citation.url]);
  }),
  ...bothWays('log probabilities', async (cell, stream) => {
    cell.upstream.expect({ kind: 'answer', answer: plain });
    const answer = await ask(cell, stream, { model: cell.logprobsModel, wantsLogprobs: true });
    assert.equal(answer.text, wholeText(plain));
    assert.deepEqual(
      answer.logprobs,
      plain.text?.map(() => spokenLogprob),
    );
  }),
  ...bothWays('an image', async (cell, stream) => {
    cell.upstream.expect({ kind: 'answer', answer: plain });
    await ask(cell, stream, { turns: [{ kind: 'user', text: 'What is it?', imageBase64: onePixel }] });
    assert.ok(sentText(cell).includes(onePixel));
  }),
  ...bothWays('reasoning in a tool loop', async (cell, stream) => {
    const { called, answer } = await thinkInToolLoop(cell, stream);
    assert.equal(called.reasoning, cell.saysReasoning ? thoughtful.reasoning : '');
    assert.equal(answer.text, wholeText(plain));
  }),
  ...bothWays('what signs the reasoning comes back to its provider', async (cell, stream) => {
    await thinkInToolLoop(cell, stream);
    const signature = cell.signatureOf?.(thoughtful.reasoning, weather.name);
    if (signature !== undefined) assert.ok(sentText(cell).includes(signature));
  }),
  ...bothWays('a refusal', async (cell, stream) => {
    cell.upstream.expect({ kind: 'answer', answer: { refusal: 'I cannot do that.', finish: 'refusal' } });
    const answer = await ask(cell, stream);
    assert.match(`${answer.refusal ?? ''}${answer.text}`, /I cannot do that\./);
    const { refusal, stop } = cell.client.finishWords;
    const expected = cell.lacks.refusals === undefined ? [refusal] : [refusal, stop];
    assert.ok(expected.includes(answer.finish), answer.finish);
  }),
  ...bothWays('a stop at the length limit', async (cell, stream) => {
    cell.upstream.expect({ kind: 'answer', answer: { text: ['cut o'], finish: 'length' } });
    const answer = await ask(cell, stream);
    assert.equal(answer.text, 'cut o');
    assert.equal(answer.finish, cell.client.finishWords.length);
  }),
  ...bothWays('structured output', async (cell, stream) => {
    cell.upstream.expect({ kind: 'answer', answer: { text: ['{"city":', '"Paris"}'], finish: 'stop' } });
    const answer = await ask(cell, stream, { schema: weather.parameters });
    assert.deepEqual(JSON.parse(answer.text), { city: 'Paris' });
    assert.match(sentText(cell), /"city":\{"type":"string"\}/i);
  }),
  ...bothWays('an error before the first byte', async (cell, stream) => {
    cell.upstream.expect({ kind: 'refuse', status: 429, message: 'slow down please', retryAfterS: 7 });
    await assert.rejects(cell.client.ask(question(cell), { stream }), (error: unknown) => {
      assert.equal(cell.client.statusOf(error), 429);
      assert.match(String(error), /slow down please/);
      return true;
    });
  }),
  {
    name: 'an error after the first byte',
    run: async (cell) => {
      cell.upstream.expect({ kind: 'fail-midway', answer: plain, message: 'the cluster fell over' });
      await assert.rejects(cell.client.ask(question(cell), { stream: true }));
    },
  },
  {
    name: 'a client that hangs up ends the call to the provider',
    run: async (cell) => {
      cell.upstream.expect({ kind: 'fall-silent', answer: plain });
      const client = new AbortController();
      await assert.rejects(
        cell.client.ask(question(cell), {
          stream: true,
          signal: client.signal,
          onBegun: () => {
            client.abort();
          },
        }),
      );
      await cell.upstream.calls.at(-1)?.closed;
      assert.equal(cell.upstream.calls.length, 1);
    },
  },
];
