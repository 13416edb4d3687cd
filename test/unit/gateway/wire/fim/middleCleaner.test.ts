import assert from 'node:assert/strict';
import { MiddleCleaner } from '../../../../../src/gateway/wire/fim/middleCleaner.ts';
import type { StreamEvent } from '../../../../../src/gateway/wire/exchange.ts';
import { cleanEvents, completionRequest, textOf } from '../../../../helpers/cleanMiddle.ts';
import { signatureOf } from '../../../../helpers/signatureOf.ts';

interface Case {
  readonly name: string;
  readonly prefix: string;
  readonly suffix?: string;
  readonly answer: string;
  readonly expected: string;
}

const body = 'function f() {\n  ';
const closing = '\n}\n';

const cases: Case[] = [
  {
    name: 'a bare insertion stays as it is',
    prefix: body,
    suffix: closing,
    answer: 'return 1;',
    expected: 'return 1;',
  },
  { name: 'leading and inner white space stays', prefix: 'a', answer: '\n\n  b\n', expected: '\n\n  b\n' },
  { name: 'nothing stays nothing', prefix: body, suffix: closing, answer: '', expected: '' },
  // Fences.
  { name: 'a fence', prefix: body, suffix: closing, answer: '```js\nreturn 1;\n```', expected: 'return 1;' },
  {
    name: 'a fence without language',
    prefix: body,
    suffix: closing,
    answer: '```\nreturn 1;\n```\n',
    expected: 'return 1;',
  },
  {
    name: 'a longer fence',
    prefix: 'x',
    answer: '````md\n```js\ncode\n```\n````',
    expected: '```js\ncode\n```',
  },
  { name: 'a tilde fence', prefix: 'x', answer: '~~~\ncode\n~~~', expected: 'code' },
  { name: 'a fence that is never closed', prefix: 'x', answer: '```js\nreturn 1;', expected: 'return 1;' },
  {
    name: 'a closing fence that was cut off',
    prefix: 'x',
    answer: '```js\nreturn 1;\n``',
    expected: 'return 1;',
  },
  { name: 'an empty fence', prefix: 'x', answer: '```js\n```', expected: '' },
  { name: 'chatter after a fence', prefix: 'x', answer: '```js\na\n```\nThis returns 1.', expected: 'a' },
  {
    name: 'backticks inside the code',
    prefix: 'x',
    answer: '```js\nf(`a`)\n`b`\n```',
    expected: 'f(`a`)\n`b`',
  },
  { name: 'an indented closing fence', prefix: 'x', answer: '```js\na\n  ```', expected: 'a' },
  { name: 'a fence with CRLF', prefix: 'x', answer: '```js\r\na\n```', expected: 'a' },
  {
    name: 'the last line break of a fence is kept before text on the cursor’s line',
    prefix: 'a\n',
    suffix: 'c\n',
    answer: '```\nb\n```',
    expected: 'b\n',
  },
  {
    name: 'a template literal is no fence',
    prefix: 'const s = ',
    answer: '`a\n${b}`',
    expected: '`a\n${b}`',
  },
  // Announcements.
  {
    name: 'an announcement before a fence',
    prefix: body,
    suffix: closing,
    answer: 'Here is the missing code\n\n```js\nreturn 1;\n```',
    expected: 'return 1;',
  },
  {
    name: 'an announcement with a colon',
    prefix: 'x',
    answer: 'Sure! Here it is:\n\nreturn 1;',
    expected: 'return 1;',
  },
  {
    name: 'prose that begins like an announcement',
    prefix: '# A\n',
    answer: 'Here is a story\nabout a fox.',
    expected: 'Here is a story\nabout a fox.',
  },
  { name: 'code that begins like an announcement', prefix: 'x', answer: 'here = 1', expected: 'here = 1' },
  { name: 'one line that begins like an announcement', prefix: 'x', answer: 'sure', expected: 'sure' },
  {
    name: 'thinking aloud',
    prefix: 'x',
    answer: '<think>\nLet me see.\n</think>\n\nreturn 1;',
    expected: 'return 1;',
  },
  { name: 'thinking without end', prefix: 'x', answer: '<think>Let me see.', expected: '' },
  { name: 'a tag', prefix: 'x', answer: '<COMPLETION>\nreturn 1;\n</COMPLETION>', expected: 'return 1;' },
  { name: 'a tag that is never closed', prefix: 'x', answer: '<insertion>return 1;', expected: 'return 1;' },
  { name: 'HTML is no tag of ours', prefix: '<body>', answer: '<code>x</code>', expected: '<code>x</code>' },
  // Repeated prefix.
  {
    name: 'the cursor’s line',
    prefix: 'def f(a, b):\n    return ',
    answer: 'return a + b',
    expected: 'a + b',
  },
  {
    name: 'the cursor’s line with indentation',
    prefix: 'def f(a, b):\n    return ',
    answer: '    return a + b',
    expected: 'a + b',
  },
  {
    name: 'several lines',
    prefix: 'def f(a, b):\n    return ',
    answer: 'def f(a, b):\n    return a + b',
    expected: 'a + b',
  },
  {
    name: 'lines above a blank cursor line',
    prefix: 'def add(a, b):\n    ',
    answer: 'def add(a, b):\n    return a',
    expected: 'return a',
  },
  {
    name: 'the indentation of the cursor’s line',
    prefix: 'def f():\n    ',
    answer: '    return 1\n    x',
    expected: 'return 1\n    x',
  },
  {
    name: 'deeper indentation keeps the difference',
    prefix: 'if a:\n    ',
    answer: '        b()',
    expected: '    b()',
  },
  { name: 'a single bracket is no repetition', prefix: 'f(', answer: '(a, b)', expected: '(a, b)' },
  { name: 'a closing brace is no repetition', prefix: 'if a {\n  }\n', answer: '}\n', expected: '}\n' },
  {
    name: 'a beginning alone is no repetition',
    prefix: 'return value',
    answer: 'return 1',
    expected: 'return 1',
  },
  {
    name: 'a fence around the repetition',
    prefix: 'let total = ',
    answer: '```ts\nlet total = 5;\n```',
    expected: '5;',
  },
  // Repeated suffix.
  {
    name: 'the whole suffix',
    prefix: body,
    suffix: closing,
    answer: 'return 1;\n}\n',
    expected: 'return 1;',
  },
  {
    name: 'a bracket on the cursor’s line',
    prefix: 'foo(',
    suffix: ')\n',
    answer: 'a, b)',
    expected: 'a, b',
  },
  {
    name: 'a bracket that the insertion opened',
    prefix: 'foo(',
    suffix: ')\n',
    answer: 'bar()',
    expected: 'bar()',
  },
  { name: 'a bracket and a semicolon', prefix: 'foo(', suffix: ');\n', answer: 'a);', expected: 'a' },
  { name: 'a part of the suffix’s line', prefix: 'foo(', suffix: ');\n', answer: 'a)', expected: 'a' },
  { name: 'a quote', prefix: 'x = "', suffix: '"\n', answer: 'hello"', expected: 'hello' },
  {
    name: 'quotes that the insertion opened',
    prefix: 'x = [',
    suffix: '"]\n',
    answer: '"a", "b"',
    expected: '"a", "b"',
  },
  { name: 'a semicolon', prefix: 'x = ', suffix: ';\n', answer: '5;', expected: '5' },
  {
    name: 'a line with words',
    prefix: 'def f():\n    x = 1\n',
    suffix: '    return x\n',
    answer: '    y = 2\n    return x',
    expected: '    y = 2\n',
  },
  {
    name: 'a block of its own that ends like the suffix',
    prefix: 'function f() {\n  ',
    suffix: '\n}\n',
    answer: 'if (a) {\n    b();\n  }',
    expected: 'if (a) {\n    b();\n  }',
  },
  {
    name: 'a word that the suffix begins with by chance',
    prefix: 'first',
    suffix: 'name = 1\n',
    answer: '_na',
    expected: '_na',
  },
  {
    name: 'a model that writes on what is there',
    prefix: 'const a = ',
    suffix: ';\nconst second = 2;\nconst third = 3;\n',
    answer: '1;\nconst second = 2;\nconst third = 3;\nconst fourth = 4;',
    expected: '1',
  },
  { name: 'the suffix alone', prefix: 'a();\n', suffix: 'finish();\n', answer: 'finish();', expected: '' },
  { name: 'a line break that the suffix has', prefix: 'a\n', suffix: '\nb', answer: 'x\n', expected: 'x' },
  { name: 'a blank suffix repeats nothing', prefix: 'a', suffix: '\n\n', answer: 'b\n', expected: 'b\n' },
  {
    name: 'a file with CRLF',
    prefix: 'f() {\r\n  let a = ',
    suffix: ';\r\n  b();\r\n}\r\n',
    answer: 'f() {\n  let a = 1;\n  b();\n}',
    expected: '1',
  },
  {
    name: 'everything at once',
    prefix: 'def add(a, b):\n    ',
    suffix: '\n\nprint(add(1, 2))\n',
    answer:
      'Here is the completed code:\n\n```python\ndef add(a, b):\n    return a + b\n\nprint(add(1, 2))\n```\n\nIt adds.',
    expected: 'return a + b',
  },
];

describe('MiddleCleaner', () => {
  for (const { name, prefix, suffix, answer, expected } of cases) {
    it(`${name}: whole, and cut at every place`, () => {
      const request = completionRequest({ prompt: prefix, suffix });
      assert.equal(textOf(cleanEvents(request, [answer])), expected, 'in one piece');
      assert.equal(textOf(cleanEvents(request, Array.from(answer))), expected, 'character by character');
      for (let cut = 1; cut < answer.length; cut++) {
        const pieces = [answer.slice(0, cut), answer.slice(cut)];
        assert.equal(textOf(cleanEvents(request, pieces)), expected, `cut at ${cut}`);
      }
    });
  }

  it('passes plain text on as it comes', () => {
    const request = completionRequest({ prompt: 'function f() {\n  ', suffix: '\n}\n' });
    const cleaner = new MiddleCleaner(request);
    const push = (text: string) => textOf(cleaner.transform({ type: 'textDelta', block: 0, text }));
    assert.deepEqual(['const', ' a', ' = 1;', '\n', '  return'].map(push), [
      'const',
      ' a',
      ' = 1;',
      '',
      '\n  return',
    ]);
  });

  it('ends at the client’s stop sequences, wherever they are cut', () => {
    const request = completionRequest({ prompt: 'x', stop: ['\n\n', '<|end|>'] });
    for (const texts of [['a\nb\n\nc'], ['a\nb\n', '\nc'], Array.from('a\nb<|end|>c')]) {
      const events = cleanEvents(request, texts);
      assert.equal(textOf(events), 'a\nb');
      assert.deepEqual(
        events.find(({ type }) => type === 'finish'),
        { type: 'finish', reason: 'stop' },
      );
    }
    assert.equal(textOf(cleanEvents(request, ['a<|en'])), 'a<|en');
  });

  it('is not stopped by what it takes off', () => {
    const request = completionRequest({ prompt: 'x', stop: ['```', '\n'] });
    assert.equal(textOf(cleanEvents(request, ['```js\nreturn 1;\n```'])), 'return 1;');
  });

  it('gives out one text block in canonical order, without reasoning and calls', () => {
    const cleaner = new MiddleCleaner(completionRequest({ prompt: 'x' }));
    const events: StreamEvent[] = [
      { type: 'start', id: 'x' },
      { type: 'blockStart', block: 0, content: { type: 'reasoning' } },
      { type: 'reasoningDelta', block: 0, text: 'hm' },
      { type: 'signature', block: 0, signature: signatureOf('s') },
      { type: 'blockEnd', block: 0 },
      { type: 'ping' },
      { type: 'blockStart', block: 1, content: { type: 'text' } },
      { type: 'textDelta', block: 1, text: 'a ' },
      { type: 'blockEnd', block: 1 },
      { type: 'blockStart', block: 2, content: { type: 'text' } },
      { type: 'textDelta', block: 2, text: 'b' },
      { type: 'blockEnd', block: 2 },
      { type: 'usage', usage: { outputTokens: 2 } },
      { type: 'finish', reason: 'length' },
      { type: 'end' },
    ];
    const cleaned = events.flatMap((event) => cleaner.transform(event));
    assert.equal(textOf(cleaned), 'a b');
    assert.deepEqual(
      cleaned.map((event) => ('block' in event ? `${event.type} ${event.block}` : event.type)),
      ['start', 'ping', 'blockStart 0', 'textDelta 0', 'textDelta 0', 'usage', 'blockEnd 0', 'finish', 'end'],
    );
  });

  it('gives out no block for an empty answer, and a failure as it is', () => {
    const request = completionRequest({ prompt: 'x' });
    assert.deepEqual(
      cleanEvents(request, []).map(({ type }) => type),
      ['start', 'finish', 'end'],
    );
    const failure = { type: 'error', failure: { type: 'api_error', message: 'x' } } as const;
    assert.deepEqual(new MiddleCleaner(request).transform(failure), [failure]);
  });

  it('cleans a whole answer alike', () => {
    const request = completionRequest({ prompt: 'let a = ', suffix: ';\n' });
    const answer = new MiddleCleaner(request).clean({
      id: 'x',
      content: [
        { type: 'reasoning', text: 'hm' },
        { type: 'text', text: '```js\nlet a = 5;\n```' },
      ],
      finishReason: 'stop',
    });
    assert.deepEqual(JSON.parse(JSON.stringify(answer)), {
      id: 'x',
      content: [{ type: 'text', text: '5' }],
      finishReason: 'stop',
    });
  });

  it('knows the gap of a prompt with sentinel tokens', () => {
    const request = completionRequest({
      prompt: '<|fim_prefix|>let a = <|fim_suffix|>;\n<|fim_middle|>',
    });
    assert.equal(textOf(cleanEvents(request, ['let a = 5;'])), '5');
  });
});
