import type { EffectiveRule } from '../../config/effectiveConfig.ts';
import type { FileScope } from '../../config/conditionSchema.ts';
import type { FileLayer, RequestKind } from './decision.ts';

/** Names of the kinds as people read them. */
export const kindNames: Readonly<Record<RequestKind, string>> = {
  chat: 'chat',
  fim: 'FIM',
  embeddings: 'embeddings',
};

/** What a file is, by the layer that it was found in. */
export const layerPhrases: Readonly<Record<FileLayer, string>> = {
  prompt: 'named in the newest message',
  active: 'the active editor',
  visible: 'a visible editor',
  open: 'an open tab',
  history: 'named in an older message',
};

/** Where a rule looks for files, by its `scope`. */
export const scopeTexts: Readonly<Record<FileScope, string>> = {
  prompt: 'named in the newest message',
  active: 'in the active editor',
  visible: 'in visible editors',
  open: 'in open tabs',
  history: 'named in older messages',
  all: 'anywhere',
};

/** A rule's conditions in short, e.g. `chat *.ts`; `everything` for a rule without any. */
export function conditionsText(rule: EffectiveRule): string {
  const files = [rule.files ?? []].flat().filter((pattern) => pattern.trim() !== '');
  const parts = [
    rule.request === undefined || rule.request === 'any' ? '' : kindNames[rule.request],
    files.join(', '),
    list('in', rule.languages),
    list('from', rule.clients),
    rule.scope === undefined ? '' : scopeTexts[rule.scope],
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'everything' : parts.join(' ');
}

/** A rule in short, e.g. `chat *.ts → anthropic/claude-sonnet-4-5`. */
export function ruleText(rule: EffectiveRule): string {
  const conditions = conditionsText(rule);
  if (rule.model === undefined)
    return `${conditions} → ${rule.localOnly === true ? 'local models only' : 'no model'}`;
  return `${conditions} → ${rule.model}${rule.localOnly === true ? ', local only' : ''}`;
}

/** `a`, `a or b`, `a, b or c`. */
export function orList(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`;
}

function list(preposition: string, words: readonly string[] | undefined): string {
  return words === undefined || words.length === 0 ? '' : `${preposition} ${orList(words)}`;
}
