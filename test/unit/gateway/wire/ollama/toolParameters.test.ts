import assert from 'node:assert/strict';
import type { JsonObject } from '../../../../../src/gateway/wire/json.ts';
import { toolParameters } from '../../../../../src/gateway/wire/ollama/toolParameters.ts';

const written = (schema: JsonObject): JsonObject => toolParameters(schema).schema;

describe('parameters of tools as Ollama reads them', () => {
  it('plain ones stay as they are', () => {
    const schema = {
      type: 'object',
      description: 'd',
      properties: {
        a: { type: ['string', 'null'], enum: ['x'] },
        b: { type: 'array', items: { type: 'object', properties: { c: { type: 'number' } } } },
      },
      required: ['a'],
      additionalProperties: false,
    };
    assert.deepEqual(written(schema), schema);
    assert.deepEqual(written({}), { type: 'object', properties: {} });
  });

  it('references are written out, with what stands beside them', () => {
    const schema = {
      type: 'object',
      properties: {
        at: { $ref: '#/$defs/Place', description: 'where' },
        all: { type: 'array', items: { $ref: '#/definitions/a~1b' } },
        gone: { $ref: 'https://elsewhere.example/schema.json' },
      },
      $defs: {
        Place: { type: 'object', properties: { of: { $ref: '#/$defs/City' } } },
        City: { type: 'string' },
      },
      definitions: { 'a/b': { type: 'integer' } },
    };
    assert.deepEqual(written(schema), {
      type: 'object',
      properties: {
        at: { type: 'object', properties: { of: { type: 'string' } }, description: 'where' },
        all: { type: 'array', items: { type: 'integer' } },
        gone: {},
      },
    });
  });

  it('a schema that refers to itself is cut, and that is told', () => {
    const tree = {
      type: 'object',
      properties: { root: { $ref: '#/$defs/Node' } },
      $defs: {
        Node: { type: 'object', properties: { next: { $ref: '#/$defs/Node', description: 'n' } } },
      },
    };
    assert.deepEqual(toolParameters(tree), {
      schema: {
        type: 'object',
        properties: { root: { type: 'object', properties: { next: { description: 'n' } } } },
      },
      isCut: true,
    });
    assert.ok(toolParameters({ $ref: '#' }).isCut);
    const chain = {
      $defs: { a: { $ref: '#/$defs/b' }, b: { $ref: '#/$defs/a' } },
      properties: { x: { $ref: '#/$defs/a' } },
    };
    assert.ok(toolParameters(chain).isCut);
  });

  it('what Ollama does not know is said otherwise, and what it refuses is mended', () => {
    const schema = {
      type: ['object', 'null'],
      allOf: [
        { properties: { a: true }, required: ['a'] },
        { properties: { b: { const: 1 } }, required: ['b'] },
      ],
      properties: { c: { oneOf: [{ type: 'string' }, { type: 'null' }], required: true } },
    };
    assert.deepEqual(written(schema), {
      type: 'object',
      properties: { c: { anyOf: [{ type: 'string' }, { type: 'null' }] }, a: {}, b: { enum: [1] } },
      required: ['a', 'b'],
    });
  });

  it('a schema whose references double at every step ends', () => {
    const $defs: JsonObject = {};
    for (let step = 0; step < 40; step++) {
      const $ref = `#/$defs/d${step + 1}`;
      $defs[`d${step}`] = { type: 'object', properties: { left: { $ref }, right: { $ref } } };
    }
    assert.ok(toolParameters({ $defs, properties: { all: { $ref: '#/$defs/d0' } } }).isCut);
  });

  it('a reference with a bare percent sign is a name like any other', () => {
    const schema = { $defs: { '5%': { type: 'number' } }, properties: { a: { $ref: '#/$defs/5%' } } };
    assert.deepEqual(written(schema).properties, { a: { type: 'number' } });
  });
});
