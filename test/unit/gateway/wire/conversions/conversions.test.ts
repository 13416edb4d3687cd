import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { GatewayError } from '../../../../../src/gateway/errors.ts';
import type { EncodedRequest } from '../../../../../src/gateway/wire/codec.ts';
import { convertRequest } from '../../../../../src/gateway/wire/conversions/convertRequest.ts';
import type { Conversion } from '../../../../../src/gateway/wire/conversions/conversion.ts';
import { conversionsMarkdown } from '../../../../../src/gateway/wire/conversions/conversionsMarkdown.ts';
import {
  chatConversionTables,
  completionConversionTables,
} from '../../../../../src/gateway/wire/conversions/conversionTables.ts';
import type { ChatField } from '../../../../../src/gateway/wire/conversions/chatFields.ts';
import type { CompletionField } from '../../../../../src/gateway/wire/conversions/completionFields.ts';
import { chatRequest } from '../../../../helpers/chatRequest.ts';
import { chatExamples, completionExamples } from '../../../../helpers/conversionExamples.ts';
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

describe('conversionsMarkdown', () => {
  it('is what docs/conversions.md holds (run `node scripts/exportConversionTable.ts` after a change)', () => {
    const written = readFileSync(new URL('../../../../../docs/conversions.md', import.meta.url), 'utf8');
    assert.equal(written, conversionsMarkdown());
  });
});
