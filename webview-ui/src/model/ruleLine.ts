import * as l10n from '@vscode/l10n';
import type { RuleStatus } from '../../../src/protocol/status.ts';
import { conditionTexts, rowConditions } from './conditions.ts';
import { type JsonObject, textListMember } from './json.ts';

/** What is said under a rule: whether it works, and which of the open files it meets right now. */
export interface RuleLine {
  readonly kind: 'matches' | 'none' | 'off' | 'broken' | 'unknown';
  readonly text: string;
}

const namedFiles = 4;

/** @param status what the gateway says of the rule; undefined while it has not said anything */
export function ruleLine(rule: JsonObject, status: RuleStatus | undefined): RuleLine {
  if (rule['enabled'] === false) return { kind: 'off', text: l10n.t('Off') };
  if (status === undefined) return { kind: 'unknown', text: '' };
  if (status.broken !== undefined) return { kind: 'broken', text: l10n.t('Skipped: {0}', status.broken) };
  const hasFileConditions =
    textListMember(rule, 'files').some((pattern) => pattern !== '') ||
    textListMember(rule, 'languages').length > 0;
  const others = conditionTexts(rule, [...rowConditions, 'scope']);
  const withOthers = (text: string): string =>
    others.length === 0 ? text : l10n.t('{0}; when: {1}', text, others.join(' · '));
  if (!hasFileConditions) return { kind: 'matches', text: withOthers(requestText(rule)) };
  const { matchingFiles, matchingFileCount } = status;
  if (matchingFiles.length === 0)
    return { kind: 'none', text: withOthers(l10n.t('Matches none of the open files')) };
  const more = matchingFileCount - namedFiles;
  const named = matchingFiles.slice(0, namedFiles).join(', ');
  const text = more > 0 ? l10n.t('Matches {0} and {1} more', named, more) : l10n.t('Matches {0}', named);
  return { kind: 'matches', text: withOthers(text) };
}

function requestText(rule: JsonObject): string {
  switch (rule['request']) {
    case 'chat':
      return l10n.t('Matches every chat request, whatever the file');
    case 'fim':
      return l10n.t('Matches every completion (FIM), whatever the file');
    case 'embeddings':
      return l10n.t('Matches every embeddings request, whatever the file');
    default:
      return l10n.t('Matches every chat request and completion, whatever the file');
  }
}
