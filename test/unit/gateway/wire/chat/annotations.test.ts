import assert from 'node:assert/strict';
import { answerToEvents } from '../../../../../src/gateway/wire/answerToEvents.ts';
import { chatCodec } from '../../../../../src/gateway/wire/chat/codec.ts';
import type { Citation, NeutralAnswer } from '../../../../../src/gateway/wire/exchange.ts';
import type { JsonObject } from '../../../../../src/gateway/wire/json.ts';
import { messagesCodec } from '../../../../../src/gateway/wire/messages/codec.ts';
import { answerContext } from '../../../../helpers/answerContext.ts';
import { chatChunk, readDeltas } from '../../../../helpers/chatChunks.ts';
import { collectAnswer } from '../../../../helpers/collectAnswer.ts';
import { decodeStream, encodeStream } from '../../../../helpers/convertStream.ts';

const annotation = (start: number, end: number): JsonObject => ({
  type: 'url_citation',
  url_citation: { url: 'https://a.example', title: 'A', start_index: start, end_index: end },
});
const cited = (start: number, end: number): Omit<Citation, 'original'> => ({
  url: 'https://a.example',
  title: 'A',
  start,
  end,
});

/** The text parts' citations without what is kept of their original form. */
function citationsOf(answer: NeutralAnswer): unknown {
  const lists = answer.content.flatMap((part) => (part.type === 'text' ? [part.citations ?? []] : []));
  return JSON.parse(JSON.stringify(lists, (key, value: unknown) => (key === 'original' ? undefined : value)));
}

describe('annotations of chat answers', () => {
  it('are read as citations of the text, whole and streamed', () => {
    const message = { content: 'Look there.', annotations: [annotation(5, 10)] };
    const whole = chatCodec.decodeAnswer({ choices: [{ message }] });
    assert.deepEqual(citationsOf(whole), [[cited(5, 10)]]);
    const streamed = decodeStream(chatCodec, [
      chatChunk({ content: 'Look ' }),
      chatChunk({ content: 'there.' }),
      chatChunk({ annotations: [annotation(5, 10)] }, 'stop'),
      '[DONE]',
    ]);
    assert.deepEqual(citationsOf(collectAnswer(streamed).answer), [[cited(5, 10)]]);
  });

  it('count from the start of the block that they stand in', () => {
    const streamed = decodeStream(chatCodec, [
      chatChunk({ content: 'One' }),
      chatChunk({ reasoning_content: 'hm' }),
      chatChunk({ content: 'Two', annotations: [annotation(3, 6)] }, 'stop'),
      '[DONE]',
    ]);
    assert.deepEqual(citationsOf(collectAnswer(streamed).answer), [[], [cited(0, 3)]]);
  });

  const answer: NeutralAnswer = {
    content: [
      { type: 'text', text: 'One. ' },
      { type: 'text', text: 'Two.', citations: [cited(0, 3), { url: 'https://b.example', citedText: 'b' }] },
      { type: 'text', text: '', citations: [{ title: 'A document without a URL' }] },
    ],
    finishReason: 'stop',
  };
  const expected = [
    annotation(5, 8),
    {
      type: 'url_citation',
      url_citation: {
        url: 'https://b.example',
        title: 'https://b.example',
        start_index: 5,
        end_index: 9,
        content: 'b',
      },
    },
  ];

  it('are written with their place in the whole content, whole and streamed', () => {
    const [choice] = chatCodec.encodeAnswer(answer, answerContext()).choices as JsonObject[];
    assert.deepEqual((choice?.message as JsonObject).annotations, expected);
    const deltas = readDeltas(encodeStream(chatCodec, answerToEvents(answer)));
    assert.deepEqual(
      deltas.flatMap(({ annotations = [] }) => annotations),
      expected,
    );
  });

  it('reach an Anthropic client as places of search results', () => {
    const [, second] = messagesCodec.encodeAnswer(answer, answerContext()).content as JsonObject[];
    assert.deepEqual((second?.citations as JsonObject[])[1], {
      type: 'web_search_result_location',
      url: 'https://b.example',
      title: null,
      cited_text: 'b',
      encrypted_index: '',
    });
  });
});
