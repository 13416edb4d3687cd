import * as l10n from '@vscode/l10n';

/** A model of a provider. Its text is `provider/model`, split at the first `/` only; the model may hold more of them. */
export interface ModelReference {
  readonly provider: string;
  readonly model: string;
}

/** Reads `provider/model`; undefined for anything else. */
export function parseModelReference(text: string): ModelReference | undefined {
  const slash = text.indexOf('/');
  if (slash <= 0 || slash === text.length - 1) return undefined;
  return { provider: text.slice(0, slash), model: text.slice(slash + 1) };
}

/** `provider/model`, as settings name it. */
export function formatModelReference({ provider, model }: ModelReference): string {
  return `${provider}/${model}`;
}

/**
 * What is wrong with a model reference, or undefined. The model itself may be one that nobody lists.
 * @param providers ids of the providers that there are
 * @param routes ids of the routes that there are, of which `@id` names one
 */
export function modelReferenceProblem(
  text: string,
  providers: readonly string[],
  routes: readonly string[],
): string | undefined {
  if (text.startsWith('@')) {
    return routes.includes(text.slice(1)) ? undefined : l10n.t('There is no route "{0}".', text.slice(1));
  }
  const reference = parseModelReference(text);
  if (reference === undefined)
    return l10n.t('Expected "provider/model", for example "openai/gpt-4o-mini", or a route as "@name".');
  if (providers.includes(reference.provider)) return undefined;
  return l10n.t('There is no provider "{0}".', reference.provider);
}
