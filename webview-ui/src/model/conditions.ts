import * as l10n from '@vscode/l10n';
import { isJsonObject, type JsonObject, textListMember, textMember } from './json.ts';
import { objectMember } from './objectFields.ts';

export const intentLabels = [
  'chat_lite',
  'deep_reason',
  'code_gen',
  'json_extract',
  'translation',
  'vision',
  'safety_risk',
] as const;
export const requestClasses = ['main', 'subagent', 'title', 'summary', 'compact', 'search', 'side'] as const;
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** The conditions in the order in which they are offered, with their names. */
export const conditionNames = {
  request: l10n.t('Request'),
  files: l10n.t('Files'),
  languages: l10n.t('Languages'),
  clients: l10n.t('Clients'),
  scope: l10n.t('Files that are looked at'),
  keywords: l10n.t('Keywords'),
  intent: l10n.t('Intent'),
  tokens: l10n.t('Prompt size'),
  hasImages: l10n.t('Images'),
  hasTools: l10n.t('Tools'),
  requestClass: l10n.t('Request class'),
  requestedModel: l10n.t('Requested model'),
  time: l10n.t('Time'),
  branch: l10n.t('Git branch'),
  diagnostics: l10n.t('Problems in the active file'),
} as const;

export type ConditionKey = keyof typeof conditionNames;

export const conditionKeys = Object.keys(conditionNames) as readonly ConditionKey[];

/** Those that a rule shows in its row and always in its further part. */
export const rowConditions: readonly ConditionKey[] = ['request', 'files', 'languages'];

/** A list as it is written: a single text stays one where it was one, or where nothing was. */
export function listValue(before: unknown, items: readonly string[], mayBeText: boolean): unknown {
  if (items.length === 0) return undefined;
  const isText = mayBeText && (before === undefined || typeof before === 'string');
  return isText && items.length === 1 ? items[0] : items;
}

/** The intents that a condition names, and the confidence that it asks for. */
export function intentOf(condition: unknown): {
  readonly labels: readonly string[];
  readonly minConfidence: unknown;
} {
  if (isJsonObject(condition)) {
    return { labels: textListMember(condition, 'labels'), minConfidence: condition['minConfidence'] };
  }
  return { labels: textListMember({ condition }, 'condition'), minConfidence: undefined };
}

/** The intent condition as it is written: as short as it can be. */
export function intentValue(labels: readonly string[], minConfidence: unknown): unknown {
  if (minConfidence !== undefined) return { labels, minConfidence };
  return listValue(undefined, labels, true);
}

/** What the conditions ask for besides those of `except`, each in a few words. */
export function conditionTexts(value: JsonObject, except: readonly ConditionKey[] = []): string[] {
  return conditionKeys
    .filter((key) => !except.includes(key) && value[key] !== undefined)
    .map((key) => conditionText(key, value));
}

function conditionText(key: ConditionKey, value: JsonObject): string {
  const list = textListMember(value, key).join(', ');
  switch (key) {
    case 'request':
      return l10n.t('request {0}', textMember(value, key));
    case 'files':
      return l10n.t('files {0}', list);
    case 'languages':
      return l10n.t('language {0}', list);
    case 'clients':
      return l10n.t('client {0}', list);
    case 'scope':
      return l10n.t('files looked at: {0}', textMember(value, key));
    case 'keywords':
      return l10n.t('keyword {0}', list);
    case 'intent': {
      const { labels, minConfidence } = intentOf(value[key]);
      const intents = labels.join(', ');
      return typeof minConfidence === 'number'
        ? l10n.t('intent {0} ({1} sure)', intents, minConfidence)
        : l10n.t('intent {0}', intents);
    }
    case 'tokens':
      return tokensText(objectMember(value, key));
    case 'hasImages':
      return value[key] === true ? l10n.t('with images') : l10n.t('without images');
    case 'hasTools':
      return value[key] === true ? l10n.t('with tools') : l10n.t('without tools');
    case 'requestClass':
      return l10n.t('class {0}', list);
    case 'requestedModel':
      return l10n.t('asks for {0}', list);
    case 'time':
      return timeText(objectMember(value, key));
    case 'branch':
      return l10n.t('branch {0}', list);
    case 'diagnostics':
      return value[key] === 'none'
        ? l10n.t('no problems in the file')
        : l10n.t('{0} in the file', textMember(value, key));
  }
}

function tokensText(tokens: JsonObject): string {
  const bound = (key: string): string => {
    const value = tokens[key];
    return typeof value === 'number' ? value.toLocaleString('en') : textMember(tokens, key);
  };
  const [min, max] = [bound('min'), bound('max')];
  if (min !== '' && max !== '') return l10n.t('{0} to {1} tokens', min, max);
  if (min !== '') return l10n.t('{0} tokens or more', min);
  return max === '' ? l10n.t('any size') : l10n.t('{0} tokens at most', max);
}

function timeText(time: JsonObject): string {
  const days = textListMember(time, 'days').join(', ');
  const from = textMember(time, 'from') || '00:00';
  const to = textMember(time, 'to') || '24:00';
  const hours = time['from'] === undefined && time['to'] === undefined ? '' : l10n.t('{0} to {1}', from, to);
  return [days, hours].filter((part) => part !== '').join(' ') || l10n.t('any time');
}

/** What is wrong in the conditions that are typed as numbers or times, or undefined. */
export function conditionProblem(value: JsonObject): string | undefined {
  const tokens = objectMember(value, 'tokens');
  if ([tokens['min'], tokens['max']].some((bound) => bound !== undefined && typeof bound !== 'number')) {
    return l10n.t('Prompt size: a number of tokens.');
  }
  const time = objectMember(value, 'time');
  const isTime = (text: unknown): boolean =>
    text === undefined || (typeof text === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(text));
  if (!isTime(time['from']) || !isTime(time['to'])) return l10n.t('Time: a time of day such as "18:30".');
  const { minConfidence } = intentOf(value['intent']);
  const isShare =
    minConfidence === undefined ||
    (typeof minConfidence === 'number' && minConfidence >= 0 && minConfidence <= 1);
  return isShare ? undefined : l10n.t('Intent: a confidence from 0 to 1.');
}
