import type { EffectiveConfig } from '../../config/effectiveConfig.ts';
import type { ModelReference } from '../modelReference.ts';
import type { ModelDirectory } from './modelDirectory.ts';

/**
 * Why a model cannot answer: its provider is missing or broken, or no longer lists it. Undefined when it can, and for a
 * provider that only lacks its key: that request fails with what to do, rather than going silently to another model.
 */
export function modelTrouble(
  target: ModelReference,
  config: EffectiveConfig,
  directory: ModelDirectory,
): string | undefined {
  const { provider, model } = target;
  if (!directory.hasProvider(provider)) {
    const broken = config.brokenProviders.get(provider);
    return broken === undefined
      ? `there is no provider "${provider}"`
      : `the provider "${provider}" cannot be used: ${broken}`;
  }
  return directory.modelState(target) === 'gone'
    ? `"${provider}" no longer has the model "${model}"`
    : undefined;
}
