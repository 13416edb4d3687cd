import assert from 'node:assert/strict';
import type { DemoContext } from '../../../../../src/gateway/providers/demo/demoEvents.ts';
import { demoChat, demoCompletion } from '../../../../../src/gateway/providers/demo/demoProvider.ts';
import { AnswerCollector } from '../../../../../src/gateway/wire/answerCollector.ts';
import type {
  ChatRequest,
  CompletionRequest,
  NeutralAnswer,
  NeutralMessage,
  StreamEvent,
} from '../../../../../src/gateway/wire/exchange.ts';

const user = (text: string): NeutralMessage => ({ role: 'user', content: [{ type: 'text', text }] });
const shell = { type: 'function', name: 'shell' } as const;

function chat(messages: NeutralMessage[], facts: Partial<ChatRequest> = {}): ChatRequest {
  return {
    kind: 'chat',
    model: 'demo/x',
    stream: true,
    includeUsage: true,
    messages,
    tools: [],
    stop: [],
    extras: {},
    ...facts,
  };
}

function completion(prompt: string, facts: Partial<CompletionRequest> = {}): CompletionRequest {
  return {
    kind: 'completion',
    model: 'demo/echo',
    stream: true,
    includeUsage: true,
    prompt,
    stop: [],
    extras: {},
    ...facts,
  };
}

interface Pauses {
  count: number;
}

function context(model: string, facts: Partial<DemoContext> & { pauses?: Pauses } = {}): DemoContext {
  return {
    decisionText: 'rule 1 matched a.md',
    model,
    signal: new AbortController().signal,
    wait: () => {
      if (facts.pauses !== undefined) facts.pauses.count++;
      return Promise.resolve();
    },
    ...facts,
  };
}

async function eventsOf(events: AsyncIterable<StreamEvent>): Promise<StreamEvent[]> {
  const collected: StreamEvent[] = [];
  for await (const event of events) collected.push(event);
  return collected;
}

async function answerOf(events: AsyncIterable<StreamEvent>): Promise<NeutralAnswer> {
  const collector = new AnswerCollector();
  for await (const event of events) collector.add(event);
  return collector.answer;
}

async function textOf(events: AsyncIterable<StreamEvent>): Promise<string> {
  return (await answerOf(events)).content
    .map((part) => (part.type === 'text' ? part.text : `<${part.type}>`))
    .join('');
}

describe('demo/echo', () => {
  it('answers with the decision and the last user text', async () => {
    const request = chat([
      user('first'),
      { role: 'assistant', content: [{ type: 'text', text: 'ok' }] },
      user('say  hi\nthere '),
    ]);
    assert.equal(await textOf(demoChat(request, context('echo'))), 'rule 1 matched a.md\n\nsay  hi\nthere ');
  });

  it('streams word by word, in the order that streams have, to a proper end', async () => {
    const events = await eventsOf(
      demoChat(chat([user('one two')]), context('echo', { decisionText: 'why' })),
    );
    assert.deepEqual(
      events.map((event) => (event.type === 'textDelta' ? event.text : event.type)),
      ['start', 'blockStart', 'why', '\n\none', ' two', 'blockEnd', 'usage', 'finish', 'end'],
    );
  });

  it('counts usage by the rule of four bytes a token', async () => {
    const { usage, finishReason } = await answerOf(
      demoChat(chat([user('x'.repeat(400))]), context('echo', { decisionText: '' })),
    );
    assert.equal(usage?.outputTokens, 100);
    assert.ok((usage.inputTokens ?? 0) >= 100);
    assert.equal(finishReason, 'stop');
  });

  it('ends at the output limit', async () => {
    const request = chat([user('one two three four five six seven')], { maxOutputTokens: 3 });
    const answer = await answerOf(demoChat(request, context('echo', { decisionText: '' })));
    assert.equal(answer.finishReason, 'length');
    assert.ok((answer.usage?.outputTokens ?? 99) <= 3);
  });

  it('answers an empty conversation', async () => {
    assert.equal(await textOf(demoChat(chat([]), context('echo'))), 'rule 1 matched a.md');
  });

  it('makes no more pauses for a long text than for a middling one', async () => {
    const pauses = { count: 0 };
    await eventsOf(demoChat(chat([user('word '.repeat(5000))]), context('echo', { pauses })));
    assert.ok(pauses.count <= 100, `${pauses.count} pauses`);
    assert.ok(pauses.count >= 50);
  });

  it('stops when the client leaves', async () => {
    const controller = new AbortController();
    const reason = new Error('left');
    const leaving = context('echo', {
      signal: controller.signal,
      wait: () => {
        controller.abort(reason);
        return Promise.resolve();
      },
    });
    await assert.rejects(
      eventsOf(demoChat(chat([user('one two three')]), leaving)),
      (error) => error === reason,
    );
  });

  it('is one of two models', () => {
    assert.throws(() => demoChat(chat([]), context('gpt')), /demo\/echo and demo\/tools, not "gpt"/);
    assert.throws(() => demoCompletion(completion(''), context('gpt')), /demo\/echo and demo\/tools/);
  });

  it('completes with the decision and the line before the cursor', async () => {
    assert.equal(
      await textOf(demoCompletion(completion('a = 1\nfunction add(\n'), context('echo'))),
      'rule 1 matched a.md\n\nfunction add(',
    );
    const gap = completion('<|fim_prefix|>let x = <|fim_suffix|>;<|fim_middle|>');
    assert.equal(await textOf(demoCompletion(gap, context('echo', { decisionText: '' }))), 'let x =');
  });
});

describe('demo/tools', () => {
  const tools = [shell];

  it('calls the tool that the last user text asks for, its arguments in fragments', async () => {
    const argumentsJson = '{"command":"ls -la /tmp"}';
    const events = await eventsOf(
      demoChat(chat([user(`please call shell ${argumentsJson} now`)], { tools }), context('tools')),
    );
    const fragments = events.filter((event) => event.type === 'argumentsDelta');
    assert.ok(fragments.length > 2);
    const answer = await answerOf(
      demoChat(chat([user(`call shell ${argumentsJson}`)], { tools }), context('tools')),
    );
    assert.equal(answer.finishReason, 'toolCalls');
    const [call] = answer.content;
    assert.ok(call?.type === 'toolCall');
    assert.equal(call.name, 'shell');
    assert.equal(call.argumentsJson, argumentsJson);
    assert.match(call.id, /^call_\w{24}$/);
  });

  const prompts: [string, string][] = [
    ['nested objects and braces in strings', 'call shell {"a":{"b":"}"},"c":"{"}'],
    ['no arguments', 'call shell {}'],
    ['escaped inside a string, as some clients send prompts', '"call shell {\\"a\\":1}"'],
    ['braces of the client after it', 'call shell {"a":1}\n<environment_details>{x}</environment_details>'],
    ['an earlier mention', 'call NAME {json} means what it says. call shell {"a":1}'],
  ];
  for (const [name, text] of prompts) {
    it(`finds the call: ${name}`, async () => {
      const [part] = (await answerOf(demoChat(chat([user(text)], { tools }), context('tools')))).content;
      assert.equal(part?.type, 'toolCall');
    });
  }

  it('answers with the result of the tool', async () => {
    const messages: NeutralMessage[] = [
      user('call shell {}'),
      { role: 'assistant', content: [{ type: 'toolCall', id: 'c1', name: 'shell', argumentsJson: '{}' }] },
      {
        role: 'tool',
        content: [
          {
            type: 'toolResult',
            toolCallId: 'c1',
            isError: false,
            content: [{ type: 'text', text: 'file.txt' }],
          },
        ],
      },
    ];
    assert.equal(await textOf(demoChat(chat(messages, { tools }), context('tools'))), 'file.txt');
    const reminded = [...messages, user('<system-reminder>be brief</system-reminder>')];
    assert.equal(await textOf(demoChat(chat(reminded, { tools }), context('tools'))), 'file.txt');
  });

  it('answers a new user turn anew', async () => {
    const messages: NeutralMessage[] = [
      { role: 'tool', content: [{ type: 'toolResult', toolCallId: 'c1', isError: false, content: [] }] },
      { role: 'assistant', content: [{ type: 'text', text: 'done' }] },
      user('thanks'),
    ];
    assert.match(await textOf(demoChat(chat(messages, { tools }), context('tools'))), /thanks$/);
  });

  const echoes: [string, ChatRequest][] = [
    ['without tools', chat([user('call shell {}')])],
    ['for a tool that is not there', chat([user('call other {}')], { tools })],
    ['when no call is allowed', chat([user('call shell {}')], { tools, toolChoice: { type: 'none' } })],
    ['when the arguments are no JSON', chat([user('call shell {a}')], { tools })],
  ];
  for (const [name, request] of echoes) {
    it(`echoes ${name}`, async () => {
      assert.match(await textOf(demoChat(request, context('tools'))), /^rule 1 matched a\.md\n\ncall /);
    });
  }
});
