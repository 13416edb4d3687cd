import assert from 'node:assert/strict';
import type { NeutralAnswer } from '../../../../../src/gateway/wire/exchange.ts';
import { geminiCodec } from '../../../../../src/gateway/wire/gemini/codec.ts';
import { parseObject } from '../../../../../src/gateway/wire/json.ts';
import { answerContext } from '../../../../helpers/answerContext.ts';
import { collectAnswer } from '../../../../helpers/collectAnswer.ts';
import { decodeStream, encodeStream } from '../../../../helpers/convertStream.ts';
import {
  hasRecordedAnswers,
  recordedStreams,
  recordedWholeAnswers,
} from '../../../../helpers/recordedAnswers.ts';

const signature = { format: 'gemini', data: 'c2ln' } as const;

describe('gemini answers', () => {
  const answer: NeutralAnswer = {
    id: 'r1',
    model: 'gemini-x',
    content: [
      { type: 'reasoning', text: 'hm' },
      { type: 'text', text: 'ü 😀', signature },
      { type: 'toolCall', id: 'a', name: 'f', argumentsJson: '{"x":[1]}', signature },
      { type: 'toolCall', id: 'b', name: 'g', argumentsJson: '{}' },
    ],
    finishReason: 'toolCalls',
    usage: { inputTokens: 9, outputTokens: 6, cachedInputTokens: 2, reasoningTokens: 4 },
    logprobs: { content: [{ token: 'a', logprob: -1, bytes: [97], top_logprobs: [] }] },
  };

  it('are written in one candidate and read back', () => {
    const body = geminiCodec.encodeAnswer(answer, answerContext());
    assert.deepEqual(body, {
      candidates: [
        {
          content: {
            parts: [
              { text: 'hm', thought: true },
              { text: 'ü 😀', thoughtSignature: 'c2ln' },
              { functionCall: { id: 'a', name: 'f', args: { x: [1] } }, thoughtSignature: 'c2ln' },
              { functionCall: { id: 'b', name: 'g', args: {} } },
            ],
            role: 'model',
          },
          finishReason: 'STOP',
          index: 0,
          logprobsResult: { chosenCandidates: [{ token: 'a', logProbability: -1 }] },
        },
      ],
      usageMetadata: {
        promptTokenCount: 9,
        candidatesTokenCount: 2,
        totalTokenCount: 15,
        thoughtsTokenCount: 4,
        cachedContentTokenCount: 2,
      },
      modelVersion: 'gemini-x',
      responseId: 'r1',
    });
    assert.deepEqual(JSON.parse(JSON.stringify(geminiCodec.decodeAnswer(body))), answer);
  });

  it('have a part, ids and counts even where the provider gave nothing', () => {
    const body = geminiCodec.encodeAnswer({ content: [], finishReason: 'length' }, answerContext());
    assert.deepEqual(body, {
      candidates: [
        { content: { parts: [{ text: '' }], role: 'model' }, finishReason: 'MAX_TOKENS', index: 0 },
      ],
      usageMetadata: { promptTokenCount: 0, candidatesTokenCount: 0, totalTokenCount: 0 },
      modelVersion: 'asked-model',
      responseId: 'answer-1',
    });
  });

  it('hand on arguments that were cut off as the text they are', () => {
    const call = { type: 'toolCall', id: 'a', name: 'f', argumentsJson: '{"x":' } as const;
    const body = geminiCodec.encodeAnswer({ content: [call], finishReason: 'length' }, answerContext());
    assert.ok(JSON.stringify(body).includes('"args":{"input":"{\\"x\\":"}'));
  });

  it('that are none, or report an error, are an error', () => {
    const wrong = { code: 'provider_error' };
    assert.throws(() => geminiCodec.decodeAnswer({ choices: [] }), wrong);
    assert.throws(
      () => geminiCodec.decodeAnswer({ candidates: [{ finishReason: 'MALFORMED_FUNCTION_CALL' }] }),
      wrong,
    );
    assert.throws(
      () => geminiCodec.decodeAnswer({ error: { code: 500, message: 'broken', status: 'INTERNAL' } }),
      {
        ...wrong,
        message: 'broken',
      },
    );
  });
});

const recorded = hasRecordedAnswers();

describe(
  recorded ? 'Google’s recorded answers' : 'Google’s recorded answers (skipped: none on this machine)',
  () => {
    before(function () {
      if (!recorded) this.skip();
    });

    it('all streams decode, and reach a Gemini client as they were', () => {
      for (const { name, text } of recordedStreams('google')) {
        const events = decodeStream(
          geminiCodec,
          text.split('\n').filter((line) => line !== ''),
        );
        const { answer, failure } = collectAnswer(events);
        assert.equal(failure, undefined, name);
        const written = encodeStream(geminiCodec, events);
        const data = written.split('\n\n').filter((event) => event !== '');
        const again = collectAnswer(
          decodeStream(
            geminiCodec,
            data.map((event) => event.replace(/^data: /, '')),
          ),
        );
        const { content, finishReason, usage, id, model } = again.answer;
        assert.deepEqual(
          { content, finishReason, usage, id, model },
          {
            content: answer.content,
            finishReason: answer.finishReason,
            usage: answer.usage,
            id: answer.id,
            model: answer.model,
          },
          name,
        );
      }
    });

    it('calls without arguments, and with arguments in pieces, are all there', () => {
      const [stream] = recordedStreams('google').filter(({ name }) => name.includes('no-args'));
      const { answer } = collectAnswer(decodeStream(geminiCodec, stream?.text.split('\n') ?? []));
      assert.deepEqual(
        answer.content.flatMap((part) => (part.type === 'toolCall' ? [[part.name, part.argumentsJson]] : [])),
        [
          ['read_theme', '{}'],
          ['read_screen', '{"id":"A"}'],
          ['read_screen', '{"id":"B"}'],
          ['read_screen', '{"id":"C"}'],
        ],
      );
      assert.equal(answer.finishReason, 'toolCalls');
      assert.deepEqual(answer.usage, { inputTokens: 249, outputTokens: 241, reasoningTokens: 183 });
    });

    it('all whole answers decode', () => {
      for (const { name, text } of recordedWholeAnswers('google')) {
        const answer = geminiCodec.decodeAnswer(parseObject(text) ?? {});
        assert.ok(answer.content.length > 0, name);
        assert.ok((answer.usage?.reasoningTokens ?? 0) > 100, name);
        assert.equal(answer.finishReason, name.includes('tool-call') ? 'toolCalls' : 'stop', name);
      }
    });
  },
);
