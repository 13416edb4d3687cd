import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { answerToEvents } from '../../../../../src/gateway/wire/answerToEvents.ts';
import type { AnswerField } from '../../../../../src/gateway/wire/conversions/answerFields.ts';
import type { NeutralAnswer } from '../../../../../src/gateway/wire/exchange.ts';
import { answerContext } from '../../../../helpers/answerContext.ts';
import { answerExamples } from '../../../../helpers/answerExamples.ts';
import { encodeStream } from '../../../../helpers/convertStream.ts';
import { GatewayError } from '../../../../../src/gateway/errors.ts';
import type { EncodedRequest } from '../../../../../src/gateway/wire/codec.ts';
import { convertRequest } from '../../../../../src/gateway/wire/conversions/convertRequest.ts';
import type { Conversion } from '../../../../../src/gateway/wire/conversions/conversion.ts';
import { conversionsMarkdown } from '../../../../../src/gateway/wire/conversions/conversionsMarkdown.ts';
import {
  chatConversionTables,
  completionConversionTables,
  embeddingsConversionTables,
} from '../../../../../src/gateway/wire/conversions/conversionTables.ts';
import type { ChatField } from '../../../../../src/gateway/wire/conversions/chatFields.ts';
import type { CompletionField } from '../../../../../src/gateway/wire/conversions/completionFields.ts';
import type { EmbeddingsField } from '../../../../../src/gateway/wire/conversions/embeddingsFields.ts';
import { chatRequest } from '../../../../helpers/chatRequest.ts';
import {
  chatExamples,
  completionExamples,
  embeddingsExamples,
} from '../../../../helpers/conversionExamples.ts';
import { encodeTarget } from '../../../../helpers/encodeTarget.ts';

interface Encodings {
  readonly before: () => EncodedRequest;
  readonly after: () => EncodedRequest;
  readonly marker?: string;
}

/** Whether what the encoder did with the example is what the table says. */
function check(conversion: Conversion, { before, after, marker = '' }: Encodings): void {
  if ('refused' in conversion) {
    assert.throws(after, (error) => error instanceof GatewayError && error.code === 'invalid_request');
    return;
  }
  const without = before();
  const encoded = after();
  const reported = encoded.dropped.filter((name) => !without.dropped.includes(name));
  const text = JSON.stringify(encoded.body);
  const changes = text !== JSON.stringify(without.body);
  if ('kept' in conversion) {
    assert.deepEqual(reported, [], 'nothing is reported');
    assert.ok(changes, 'the body says it');
    assert.ok(text.includes(marker), `the body holds ${marker}`);
    for (const name of conversion.kept.split('.')) assert.match(text, new RegExp(`"${name}":`));
  } else if ('emulated' in conversion) {
    assert.deepEqual(reported, conversion.reports === undefined ? [] : [conversion.reports]);
    assert.ok(changes, 'the body says it');
  } else if ('dropped' in conversion) {
    assert.deepEqual(reported, [conversion.dropped]);
  } else {
    assert.deepEqual(reported, [], 'nothing is reported');
    assert.ok(!changes, 'the body is the same without it');
  }
}

const target = encodeTarget();

for (const { codec, title, conversions } of chatConversionTables) {
  describe(`what becomes of a request to ${title}`, () => {
    for (const [field, conversion] of Object.entries(conversions)) {
      it(`${field}: ${Object.keys(conversion)[0] ?? ''}`, () => {
        const example = chatExamples[field as ChatField](codec.format);
        const encode = (fields: typeof example.with) => () =>
          convertRequest(codec, chatRequest(fields), target).encoded;
        check(conversion, {
          before: encode(example.without ?? {}),
          after: encode(example.with),
          marker: example.marker,
        });
      });
    }
  });
}

for (const { codec, title, conversions } of completionConversionTables) {
  describe(`what becomes of a completion for ${title}`, () => {
    for (const [field, conversion] of Object.entries(conversions)) {
      it(`${field}: ${Object.keys(conversion)[0] ?? ''}`, () => {
        const example = completionExamples[field as CompletionField];
        const encode = (fields: typeof example.with) => () =>
          codec.encodeRequest(
            {
              kind: 'completion',
              model: 'm',
              stream: false,
              includeUsage: false,
              prompt: 'a',
              stop: [],
              extras: {},
              ...fields,
            },
            target,
          );
        check(conversion, { before: encode({}), after: encode(example.with), marker: example.marker });
      });
    }
  });
}

for (const { codec, title, conversions } of embeddingsConversionTables) {
  // A format of none of them, so that nothing is replayed.
  const format = 'chat';
  describe(`what becomes of a request for embeddings to ${title}`, () => {
    for (const [field, conversion] of Object.entries(conversions)) {
      it(`${field}: ${Object.keys(conversion)[0] ?? ''}`, () => {
        const example = embeddingsExamples[field as EmbeddingsField];
        const encode = (fields: typeof example.with) => () =>
          codec.encodeRequest(
            { kind: 'embeddings', format, model: 'm', input: ['a'], extras: {}, ...fields },
            target,
          );
        check(conversion, { before: encode({}), after: encode(example.with), marker: example.marker });
      });
    }
  });
}

/** Whether a text holds the marker, as it is or in the base64 that some fields are made of. */
function holds(text: string, marker: string): boolean {
  if (text.includes(marker)) return true;
  const encoded = text.match(/[A-Za-z0-9_\-+/]{16,}/g) ?? [];
  return encoded.some((word) =>
    Buffer.from(word.replace(/^muxid_/, ''), 'base64')
      .toString()
      .includes(marker),
  );
}

for (const { codec, title, answers } of chatConversionTables) {
  if (answers === undefined) continue;
  describe(`what becomes of an answer for clients of ${title}`, () => {
    for (const [field, conversion] of Object.entries(answers)) {
      it(`${field}: ${Object.keys(conversion)[0] ?? ''}`, () => {
        const { answer, marker } = answerExamples[field as AnswerField](codec.format);
        const whole: NeutralAnswer = { content: [], finishReason: 'stop', ...answer };
        const context = answerContext({ includeUsage: true });
        const written = [
          JSON.stringify(codec.encodeAnswer(whole, context)),
          encodeStream(codec, answerToEvents(whole), context),
        ];
        for (const text of written) {
          assert.equal(holds(text, marker), !('ignored' in conversion), text);
          if (!('kept' in conversion) || text !== written[0]) continue;
          for (const name of conversion.kept.split('.')) assert.match(text, new RegExp(`"${name}":`));
        }
      });
    }
  });
}

describe('conversionsMarkdown', () => {
  it('is what docs/conversions.md holds (run `node scripts/exportConversionTable.ts` after a change)', () => {
    const written = readFileSync(new URL('../../../../../docs/conversions.md', import.meta.url), 'utf8');
    assert.equal(written, conversionsMarkdown());
  });
});
