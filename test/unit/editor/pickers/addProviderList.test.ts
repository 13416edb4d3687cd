import assert from 'node:assert/strict';
import { addProviderList, foundProviderSettings } from '../../../../src/editor/pickers/addProviderList.ts';
import type { DiscoveredProvider, ProviderTypeInfo } from '../../../../src/protocol/gatewayRequests.ts';

const types: ProviderTypeInfo[] = [
  {
    type: 'anthropic',
    title: 'Anthropic',
    defaultEndpoint: 'https://api.anthropic.com',
    needsKey: 'required',
    keyVariables: ['ANTHROPIC_API_KEY'],
  },
  {
    type: 'ollama',
    title: 'Ollama',
    defaultEndpoint: 'http://127.0.0.1:11434',
    needsKey: 'never',
    keyVariables: [],
  },
];
const ollama: DiscoveredProvider = {
  id: 'ollama',
  type: 'ollama',
  title: 'Ollama',
  endpoint: 'http://127.0.0.1:11434',
  models: ['a', 'b'],
  configured: false,
};
const anthropic: DiscoveredProvider = {
  id: 'anthropic',
  type: 'anthropic',
  title: 'Anthropic',
  keyVariable: 'ANTHROPIC_API_KEY',
  models: [],
  configured: false,
};

function rows(found: DiscoveredProvider[] | undefined) {
  return addProviderList(found, types).lines.flatMap((line) => ('label' in line ? [line] : []));
}

describe('the list of providers to add', () => {
  it('offers what was found, with where it is and what it has', () => {
    assert.deepEqual(
      rows([ollama, anthropic]).map(({ label, description }) => `${label}: ${description}`),
      [
        'Ollama: http://127.0.0.1:11434 · 2 models',
        'Anthropic: key in ANTHROPIC_API_KEY',
        'Anthropic…: https://api.anthropic.com',
        'Ollama…: http://127.0.0.1:11434',
      ],
    );
    assert.deepEqual(rows([ollama])[0]?.action, { do: 'add', found: ollama });
  });

  it('offers nothing twice: what is configured cannot be chosen', () => {
    const [first] = rows([{ ...ollama, configured: true }]);
    assert.equal(first?.action, undefined);
    assert.match(first?.description ?? '', /added already/);
  });

  it('is there at once with every type, busy until the search is over', () => {
    const list = addProviderList(undefined, types);
    assert.equal(list.isBusy, true);
    assert.deepEqual(
      rows(undefined).map(({ action }) => action),
      [
        { do: 'fill in', type: 'anthropic' },
        { do: 'fill in', type: 'ollama' },
      ],
    );
  });

  it('shows services on the internet as clouds, whatever key they need', () => {
    const vertex: ProviderTypeInfo = {
      type: 'vertex',
      title: 'Google Vertex AI',
      defaultEndpoint: 'https://aiplatform.googleapis.com',
      needsKey: 'never',
      keyVariables: [],
    };
    const lines = addProviderList([], [...types, vertex]).lines;
    const icons = lines.flatMap((line) => ('label' in line && line.label.endsWith('…') ? [line.icon] : []));
    assert.deepEqual(icons, ['cloud', 'server', 'cloud']);
  });

  it('says when nothing was found', () => {
    assert.match(rows([])[0]?.label ?? '', /No local server/);
  });
});

describe('a found provider in the settings', () => {
  it('has only what its type does not say already', () => {
    assert.deepEqual(foundProviderSettings(ollama, types), { type: 'ollama' });
    const elsewhere = { ...ollama, endpoint: 'http://host.docker.internal:11434' };
    assert.deepEqual(foundProviderSettings(elsewhere, types), {
      type: 'ollama',
      endpoint: 'http://host.docker.internal:11434',
    });
  });

  it('names the variable of its key, never the key', () => {
    assert.deepEqual(foundProviderSettings(anthropic, types), {
      type: 'anthropic',
      apiKey: '${env:ANTHROPIC_API_KEY}',
    });
  });
});
