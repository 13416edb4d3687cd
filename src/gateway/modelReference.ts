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

/** The text form that `parseModelReference` reads. */
export function formatModelReference(reference: ModelReference): string {
  return `${reference.provider}/${reference.model}`;
}
