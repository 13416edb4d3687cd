import assert from 'node:assert/strict';
import { classifyAnswer } from '../../../../src/gateway/exchange/classifyAnswer.ts';
import { WholeBody } from '../../../../src/gateway/exchange/wholeBody.ts';
import { AnswerBody } from '../../../../src/gateway/upstream/answerBody.ts';
import { readWhole, startBody } from '../../../../src/gateway/exchange/startedBody.ts';

describe('startBody', () => {
  it('reads up to the first byte that says something, and gives all bytes again', async () => {
    const { start, chunks } = await startBody(body(' ', '\n\r\t', ' {"a":', '1}'));
    assert.equal(Buffer.from(start).toString(), ' \n\r\t {"a":');
    assert.equal((await readWhole(chunks)).toString(), ' \n\r\t {"a":1}');
  });

  it('reads on while an event stream comes letter by letter', async () => {
    const { start } = await startBody(
      body('\u00ef', '\u00bb', '\u00bf', '\r\n', 'd', 'a', 't', 'a', ':', ' {}'),
    );
    assert.equal(classifyAnswer('text/event-stream', start), 'sse');
  });

  it('takes an empty body and one of white space for what they are', async () => {
    assert.equal((await startBody(body())).start.length, 0);
    const { chunks } = await startBody(body('  '));
    assert.equal((await readWhole(chunks)).toString(), '  ');
  });

  it('a body that came whole in one piece is taken at once', async () => {
    const arrived = arrivedBody('{"a":1}');
    arrived.finish();
    const { start, chunks } = await startBody(arrived);
    assert.equal(Buffer.from(start).toString(), '{"a":1}');
    assert.ok(chunks instanceof WholeBody);
    assert.equal((await readWhole(chunks)).toString(), '{"a":1}');
  });

  it('a body in several pieces stays in them: each may be a part of a stream', async () => {
    const arrived = arrivedBody('{"a":', '1}');
    arrived.finish();
    const { chunks } = await startBody(arrived);
    const pieces: string[] = [];
    for await (const chunk of chunks) pieces.push(Buffer.from(chunk).toString());
    assert.deepEqual(pieces, ['{"a":', '1}']);
  });

  it('a body that broke off is none that has come whole', async () => {
    const broken = arrivedBody('{"a":1');
    broken.fail(new Error('reset'));
    const { chunks } = await startBody(broken);
    await assert.rejects(readWhole(chunks), /reset/);
  });

  it('leaving early closes the body', async () => {
    const closed = { value: false };
    const { chunks } = await startBody(closing(closed));
    for await (const chunk of chunks) {
      assert.equal(Buffer.from(chunk).toString(), 'a');
      break;
    }
    assert.ok(closed.value);
  });

  it('a body larger than any answer is an error', async () => {
    await assert.rejects(readWhole(body('123', '456'), 5), /larger than/);
  });
});

function arrivedBody(...chunks: string[]): AnswerBody {
  const arrived = new AnswerBody({
    pause: () => undefined,
    resume: () => undefined,
    cancel: () => undefined,
  });
  for (const chunk of chunks) arrived.push(Buffer.from(chunk));
  return arrived;
}

async function* body(...chunks: string[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield await Promise.resolve(Buffer.from(chunk, 'latin1'));
}

async function* closing(closed: { value: boolean }): AsyncGenerator<Uint8Array> {
  try {
    yield await Promise.resolve(Buffer.from('a'));
    yield Buffer.from('b');
  } finally {
    closed.value = true;
  }
}
