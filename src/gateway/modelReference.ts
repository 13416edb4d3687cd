/** `provider/model`: which provider answers with which of its models. */
export interface ModelReference {
  readonly provider: string;
  readonly model: string;
}

/**
 * Splits `provider/model` at the first `/` only, so that model names keep their own slashes and colons.
 * Returns undefined when there is no `/` with text on both sides.
 */
export function parseModelReference(text: string): ModelReference | undefined {
  const slash = text.indexOf('/');
  if (slash <= 0 || slash === text.length - 1) return undefined;
  return { provider: text.slice(0, slash), model: text.slice(slash + 1) };
}

/** The text form that `parseModelReference` reads; the provider alone where no model is asked. */
export function formatModelReference({ provider, model }: ModelReference): string {
  return model === '' ? provider : `${provider}/${model}`;
}
