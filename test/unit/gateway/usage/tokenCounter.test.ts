import assert from 'node:assert/strict';
import { boundedPieces, maxPieceLength } from '../../../../src/gateway/usage/boundedPieces.ts';
import { countRequestTokens, estimateTokens } from '../../../../src/gateway/usage/countTokens.ts';
import { TokenCounter } from '../../../../src/gateway/usage/tokenCounter.ts';
import type { JsonObject } from '../../../../src/gateway/wire/json.ts';
import { messagesCodec } from '../../../../src/gateway/wire/messages/codec.ts';

function request(fields: JsonObject) {
  return messagesCodec.decodeRequest({
    model: 'm',
    messages: [{ role: 'user', content: 'Hello' }],
    ...fields,
  });
}

function asking(text: string) {
  return request({ messages: [{ role: 'user', content: text }] });
}

/** Counts with a tokenizer that only notes what it is given. */
async function tokenizedPieces(text: string): Promise<string[]> {
  const pieces: string[] = [];
  const counter = new TokenCounter(() =>
    Promise.resolve((piece) => {
      pieces.push(piece);
      return 1;
    }),
  );
  await counter.count(asking(text));
  return pieces;
}

describe('boundedPieces', () => {
  it('cuts at the beginning of words, and gives the text back', () => {
    const text = 'some words of various lengths, and a new line\n  here; '.repeat(200);
    const pieces = [...boundedPieces(text)];
    assert.equal(pieces.join(''), text);
    for (const piece of pieces.slice(1)) assert.match(piece, /^ \S/);
    for (const piece of pieces) assert.ok(piece.length <= maxPieceLength);
  });

  it('cuts a run without words inside, but never inside a character', () => {
    const text = `x${'🌍'.repeat(2000)}`;
    const pieces = [...boundedPieces(text)];
    assert.equal(pieces.join(''), text);
    for (const piece of pieces) assert.doesNotThrow(() => encodeURIComponent(piece));
  });

  it('gives nothing for nothing', () => {
    assert.deepEqual([...boundedPieces('')], []);
  });
});

describe('TokenCounter', () => {
  it('gives the tokenizer only short pieces, and at most a million characters', async () => {
    const pieces = await tokenizedPieces('a'.repeat(5_000_000));
    assert.ok(pieces.every((piece) => piece.length <= maxPieceLength));
    const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
    assert.ok(length >= 1_000_000 && length < 1_000_000 + maxPieceLength);
  });

  it('lets running streams have their turn while it counts', async () => {
    const counting = { turns: 0, done: false };
    const turn = (): void => {
      counting.turns++;
      if (!counting.done) setImmediate(turn);
    };
    setImmediate(turn);
    await tokenizedPieces('word '.repeat(40_000));
    counting.done = true;
    assert.ok(counting.turns > 10, `${counting.turns} turns`);
  });

  it('loads the tokenizer once, when first asked', async () => {
    let loads = 0;
    const counter = new TokenCounter(() => {
      loads++;
      return Promise.resolve(() => 1);
    });
    assert.equal(loads, 0);
    await counter.count(asking('a'));
    await counter.count(asking('b'));
    assert.equal(loads, 1);
  });
});

describe('countRequestTokens', () => {
  it('counts five million of one character', async () => {
    const tokens = await countRequestTokens(asking('a'.repeat(5_000_000)));
    assert.ok(tokens > 500_000 && tokens < 5_000_000, String(tokens));
  });

  it('counts text by its tokens, pieces or not', async () => {
    const short = await countRequestTokens(asking('The quick brown fox jumps over the lazy dog.'));
    const long = await countRequestTokens(
      asking('The quick brown fox jumps over the lazy dog. '.repeat(100)),
    );
    assert.equal(short, 4 + 10);
    assert.ok(Math.abs(long - 4 - 1000) <= 2, String(long));
  });

  it('takes text that looks like a special token as text', async () => {
    assert.ok((await countRequestTokens(asking('<|endoftext|>'))) > 5);
  });

  const parts: Record<string, JsonObject> = {
    'system text': { system: 'Be very brief.' },
    tools: { tools: [{ name: 'read', description: 'Reads a file', input_schema: { type: 'object' } }] },
    'server tools': { tools: [{ type: 'web_search_20250305', name: 'web_search' }] },
    'a tool call': {
      messages: [
        {
          role: 'assistant',
          content: [{ type: 'tool_use', id: 'a', name: 'read', input: { path: 'some/file' } }],
        },
      ],
    },
    'a tool result': {
      messages: [
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content: 'the file’s content' }] },
      ],
    },
    thinking: {
      messages: [
        { role: 'assistant', content: [{ type: 'thinking', thinking: 'Let me see now.', signature: 's' }] },
      ],
    },
    'an image': {
      messages: [
        {
          role: 'user',
          content: [{ type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AAAA' } }],
        },
      ],
    },
    'a document': {
      messages: [
        {
          role: 'user',
          content: [
            {
              type: 'document',
              source: { type: 'base64', media_type: 'application/pdf', data: 'A'.repeat(400_000) },
            },
          ],
        },
      ],
    },
    'an answer’s schema': {
      output_config: { format: { type: 'json_schema', schema: { type: 'object', properties: { a: {} } } } },
    },
  };
  for (const [name, fields] of Object.entries(parts)) {
    it(`#93 counts ${name}`, async () => {
      const empty = await countRequestTokens(request({ messages: [{ role: 'user', content: '' }] }));
      assert.ok((await countRequestTokens(request(fields))) > empty + 2);
      assert.ok(estimateTokens(request(fields)) > empty + 2);
    });
  }
});

describe('estimateTokens', () => {
  it('is close to the count for ordinary text', async () => {
    const text = 'The function returns the first element that satisfies the given predicate. '.repeat(50);
    const counted = await countRequestTokens(asking(text));
    const estimated = estimateTokens(asking(text));
    assert.ok(estimated > counted * 0.7 && estimated < counted * 1.7, `${estimated} for ${counted}`);
  });
});
