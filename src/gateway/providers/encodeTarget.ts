import type { EncodeTarget } from '../wire/codec.ts';
import type { ModelCapabilities } from './capabilities/modelCapabilities.ts';
import type { Provider } from './provider.ts';

/**
 * What an encoder must know of a model: the facts of its provider's type, the exceptions for its name, and what is known of
 * the model itself. Only `keepsSignatures` depends on the request's history and is left to the caller.
 * @param capabilities what the user, the provider's list or the model's name says of it
 */
export function encodeTargetFor(
  provider: Provider,
  model: string,
  capabilities?: ModelCapabilities,
): Omit<EncodeTarget, 'keepsSignatures'> {
  const { entry } = provider;
  const name = plainModelName(model);
  const rule = entry.modelRules.find(({ pattern }) => pattern.test(name));
  const defaultMaxOutputTokens = rule?.defaultMaxOutputTokens ?? entry.defaultMaxOutputTokens;
  return {
    provider: provider.id,
    model,
    maxTokensField: rule?.maxTokensField ?? entry.maxTokensField,
    refusedParameters: [...new Set([...entry.refusedParameters, ...(rule?.refusedParameters ?? [])])],
    defaultMaxOutputTokens: Math.min(defaultMaxOutputTokens, capabilities?.maxOutputTokens ?? Infinity),
    ...(capabilities?.reasoning === undefined ? {} : { reasons: capabilities.reasoning }),
    ...(entry.customToolModels?.test(name) === true ? { customTools: true } : {}),
    reasoningEfforts: capabilities?.reasoningEfforts ?? rule?.reasoningEfforts ?? entry.reasoningEfforts,
  };
}

/** Bedrock's inference profiles and vendors of closed models. */
const bedrockPrefix = /^(?:[a-z]{2,6}\.)?(?:anthropic|openai)\./;

/** `openai/gpt-5` and `openai.gpt-5` → `gpt-5`; `claude-3.5-haiku` → `claude-3-5-haiku`, as resellers write it. */
export function plainModelName(model: string): string {
  const name = model
    .slice(model.lastIndexOf('/') + 1)
    .toLowerCase()
    .replace(bedrockPrefix, '');
  return name.startsWith('claude') ? name.replaceAll('.', '-') : name;
}
