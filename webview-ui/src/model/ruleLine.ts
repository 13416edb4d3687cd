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
  const also = others.length === 0 ? '' : l10n.t('; when: {0}', others.join(' · '));
  if (!hasFileConditions) {
    return { kind: 'matches', text: l10n.t('Matches {0}, whatever the file{1}', requestText(rule), also) };
  }
  const { matchingFiles, matchingFileCount } = status;
  if (matchingFiles.length === 0)
    return { kind: 'none', text: l10n.t('Matches none of the open files{0}', also) };
  const more = matchingFileCount - namedFiles;
  const named = matchingFiles.slice(0, namedFiles).join(', ');
  return {
    kind: 'matches',
    text: l10n.t('Matches {0}{1}{2}', named, more > 0 ? ` and ${more} more` : '', also),
  };
}

function requestText(rule: JsonObject): string {
  switch (rule['request']) {
    case 'chat':
      return 'every chat request';
    case 'fim':
      return 'every completion (FIM)';
    case 'embeddings':
      return 'every embeddings request';
    default:
      return 'every chat request and completion';
  }
}
