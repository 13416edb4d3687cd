import assert from 'node:assert/strict';
import { chatCodecs } from '../../../../../src/gateway/exchange/chatCodecs.ts';
import type { JsonObject } from '../../../../../src/gateway/wire/json.ts';
import { objectSchema } from '../../../../../src/gateway/wire/tools/objectSchema.ts';
import { chatRequest } from '../../../../helpers/chatRequest.ts';
import { encodeTarget } from '../../../../helpers/encodeTarget.ts';

describe('The schema of a tool’s parameters', () => {
  const properties = { a: { type: 'string' } };

  it('says its type, also where there are no parameters', () => {
    assert.deepEqual(objectSchema(undefined), { type: 'object', properties: {} });
    assert.deepEqual(objectSchema({}), { type: 'object', properties: {} });
    assert.deepEqual(objectSchema({ properties }), { type: 'object', properties });
    assert.deepEqual(objectSchema({ type: 'object', properties }), { type: 'object', properties });
  });

  for (const format of ['chat', 'responses', 'messages', 'cohere-chat', 'ollama-chat'] as const) {
    it(`says its type to ${format}`, () => {
      const codec = chatCodecs.find((one) => one.format === format);
      const parameters: JsonObject[] = [{}, { properties }];
      const tools = parameters.map((schema, index) => ({
        type: 'function' as const,
        name: `f${index}`,
        parameters: schema,
      }));
      const encoded = codec?.encodeRequest(chatRequest({ tools }), encodeTarget());
      const text = JSON.stringify(encoded?.body.tools);
      assert.equal(text.match(/(?:parameters|input_schema)":\{"type":"object"/g)?.length, 2, text);
    });
  }
});
