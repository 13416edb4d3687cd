import assert from 'node:assert/strict';
import { localizedConfiguration } from '../../../src/config/localizedConfiguration.ts';

describe('localizedConfiguration', () => {
  it('names texts by the setting that they are about, and the same text only once', () => {
    const { configuration, texts } = localizedConfiguration({
      properties: {
        'muxgate.port': { type: 'integer', markdownDescription: 'The port.' },
        'muxgate.hosts': {
          items: { anyOf: [{ description: 'A host.' }, { description: 'A wildcard.' }] },
          markdownDescription: 'The port.',
        },
      },
    });
    assert.deepEqual(texts, {
      'configuration.port': 'The port.',
      'configuration.hosts': 'A host.',
      'configuration.hosts.2': 'A wildcard.',
    });
    assert.deepEqual(configuration, {
      properties: {
        'muxgate.port': { type: 'integer', markdownDescription: '%configuration.port%' },
        'muxgate.hosts': {
          items: {
            anyOf: [{ description: '%configuration.hosts%' }, { description: '%configuration.hosts.2%' }],
          },
          markdownDescription: '%configuration.port%',
        },
      },
    });
  });

  it('leaves settings that are called like a text as they are', () => {
    const schema = { properties: { description: { type: 'string', default: 'A box.' } } };
    assert.deepEqual(localizedConfiguration(schema), { configuration: schema, texts: {} });
  });
});
