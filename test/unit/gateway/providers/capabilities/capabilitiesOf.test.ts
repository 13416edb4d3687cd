import assert from 'node:assert/strict';
import { resolveConfig } from '../../../../../src/config/resolveConfig.ts';
import type { ModelOverride } from '../../../../../src/config/schema.ts';
import { ProviderDirectory } from '../../../../../src/gateway/providerDirectory.ts';
import { capabilitiesOf } from '../../../../../src/gateway/providers/capabilities/capabilitiesOf.ts';
import { KeyRing } from '../../../../../src/gateway/providers/keyRing.ts';
import { ModelLists } from '../../../../../src/gateway/providers/modelLists.ts';
import { cannedSend } from '../../../../helpers/cannedSend.ts';
import { recordingLog } from '../../../../helpers/recordingLog.ts';

describe('capabilitiesOf', () => {
  it('what the user says comes before the list, and the list before what is known of the name', () => {
    const known = { contextTokens: 1, maxOutputTokens: 1, tools: false, images: true };
    const listed = { contextTokens: 2, maxOutputTokens: 2, tools: undefined };
    assert.deepEqual(capabilitiesOf(known, listed, { contextTokens: 3 }), {
      contextTokens: 3,
      maxOutputTokens: 2,
      tools: false,
      images: true,
    });
  });

  it('a model that does not reason has no efforts to choose from', () => {
    const listed = { reasoning: true, reasoningEfforts: ['low', 'high'] };
    assert.deepEqual(capabilitiesOf({}, listed, {}).reasoningEfforts, ['low', 'high']);
    assert.equal(capabilitiesOf({}, listed, { reasoning: false }).reasoningEfforts, undefined);
  });
});

describe('ProviderDirectory', () => {
  async function directoryOf(modelOverrides: Record<string, ModelOverride>): Promise<ProviderDirectory> {
    const env = {};
    const providers = {
      local: { type: 'ollama' },
      host: { type: 'openai-compatible', endpoint: 'https://h' },
    };
    const config = resolveConfig([{ kind: 'file', value: { providers, modelOverrides } }], {
      env,
      trusted: true,
      confirmedWorkspaces: [],
    });
    const models = [{ name: 'gpt-oss:latest', capabilities: ['tools'] }];
    const { send } = cannedSend(() => ({ body: { models } }));
    const keyRing = new KeyRing();
    const lists = new ModelLists({ send, keyRing, clock: { now: () => 0 }, log: recordingLog() });
    const directory = new ProviderDirectory(config, env, lists, keyRing);
    lists.configure(directory.providers());
    await lists.refresh('local', new AbortController().signal);
    return directory;
  }

  it("an override under the listed name holds for Ollama's short one, whose own comes first", async () => {
    const directory = await directoryOf({
      'local/gpt-oss:latest': { contextTokens: 8192, tools: false },
      'local/gpt-oss': { tools: true },
    });
    assert.deepEqual(directory.override({ provider: 'local', model: 'gpt-oss' }), {
      contextTokens: 8192,
      tools: true,
    });
    assert.deepEqual(directory.listedModels('local')[0]?.tools, false);
  });

  it('a name tells limits where a host serves the model, not on a server of your own', async () => {
    const directory = await directoryOf({});
    const hosted = directory.capabilities({ provider: 'host', model: 'gpt-oss' });
    assert.equal(hosted.contextTokens, 131_072);
    const own = directory.capabilities({ provider: 'local', model: 'gpt-oss' });
    assert.deepEqual([own.contextTokens, own.tools], [undefined, true]);
  });

  it('knows nothing of the models of nobody', async () => {
    const directory = await directoryOf({});
    assert.deepEqual(directory.capabilities({ provider: 'nobody', model: 'gpt-4o' }), {});
    assert.deepEqual(directory.capabilities({ provider: 'demo', model: 'gpt-4o' }), {});
  });
});
