import type { ListedModel, Provider } from './provider.ts';

/** `gpt-oss:120b-cloud`, `glm-4.6:cloud`: names under which Ollama serves models from its cloud. */
const cloudTag = /:[^/:]*cloud$/i;

/**
 * Whether nothing that is sent to this model leaves the machine (design section 4.5): a fact of its provider, except that a
 * model which Ollama serves from its cloud is never local, whatever is configured.
 * @param listed the model as its provider lists it, when it does; unfiltered, since a hidden model can still be named
 */
export function isLocalTarget(provider: Provider, model: string, listed?: ListedModel): boolean {
  return provider.local && listed?.remote !== true && !cloudTag.test(model);
}
