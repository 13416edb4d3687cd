import type { Redactor } from './redactor.ts';

/** Settings whose value is one of a few words that the schema knows. */
const wordKeys: ReadonlySet<string> = new Set([
  'type',
  'auth',
  'accountStrategy',
  'strategy',
  'mode',
  'request',
  'scope',
  'logLevel',
  'requestClass',
  'intent',
  'host',
]);
const modelKeys: ReadonlySet<string> = new Set([
  'model',
  'embeddingsModel',
  'secondOpinion',
  'activeWorkspace',
]);
/** Tables whose keys the user chose. */
const tables: ReadonlySet<string> = new Set(['providers', 'workspaces', 'routes', 'accounts']);

/**
 * Settings without anything that says who or where one is: their shape, numbers, switches and words of the schema. Of other
 * texts (descriptions, globs, headers, keys) only that they are there.
 */
export function redactSettings(settings: unknown, redactor: Redactor, key = ''): unknown {
  if (typeof settings === 'string') return redactedText(settings, redactor, key);
  if (Array.isArray(settings)) {
    return settings.map((item: unknown) => redactSettings(item, redactor, key));
  }
  if (typeof settings !== 'object' || settings === null) return settings;
  const entries = Object.entries(settings).map(([name, value], index): [string, unknown] => [
    keyText(name, key, index, redactor),
    redactSettings(value, redactor, key === 'headers' ? 'header' : name),
  ]);
  return Object.fromEntries(entries);
}

function keyText(name: string, parent: string, index: number, redactor: Redactor): string {
  if (parent === 'headers') return `header-${index + 1}`;
  if (tables.has(parent)) {
    const text = redactor.text(name);
    return text === '' ? `entry-${index + 1}` : text;
  }
  // Of overrides, prices and tiers, a model or a glob.
  return name.includes('/') || name.includes('*') ? redactor.text(name) : name;
}

function redactedText(text: string, redactor: Redactor, key: string): string {
  if (/^\$\{env:[^}]*\}$/.test(text)) return '${env:‹name›}';
  if (wordKeys.has(key)) return redactor.text(text);
  if (modelKeys.has(key)) return redactor.text(text);
  if (key === 'endpoint') return redactor.text(text);
  return text === '' ? '' : '‹text›';
}
