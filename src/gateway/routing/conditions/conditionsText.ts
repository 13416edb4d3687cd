import type { Conditions } from '../../../config/conditionSchema.ts';
import { kindNames, orList, scopeTexts } from '../phrases.ts';
import { diagnosticsTexts } from './editorChecks.ts';
import { intentsOf } from './intentCheck.ts';
import { timeText } from './timeCheck.ts';
import { tokensText } from './tokensCheck.ts';

/** Conditions in short, e.g. `chat *.ts`; `everything` when there are none. */
export function conditionsText(conditions: Conditions): string {
  const { request, files, languages, clients, scope } = conditions;
  const parts = [
    request === undefined || request === 'any' ? '' : kindNames[request],
    listed(files).join(', '),
    list('in', languages),
    list('from', clients),
    scope === undefined ? '' : scopeTexts[scope],
    ...otherTexts(conditions),
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'everything' : parts.join(' ');
}

function otherTexts(conditions: Conditions): string[] {
  const { keywords, intent, tokens, hasImages, hasTools } = conditions;
  const { requestClass, requestedModel, time, branch, diagnostics } = conditions;
  const hasTokens = tokens !== undefined && (tokens.min ?? tokens.max) !== undefined;
  return [
    list('saying', keywords),
    intent === undefined ? '' : list('about', intentsOf(intent).labels),
    hasTokens ? `of ${tokensText(tokens)}` : '',
    has('images', hasImages),
    has('tools', hasTools),
    list('for', listed(requestClass)),
    list('asking for', listed(requestedModel)),
    time === undefined ? '' : timeText(time),
    list('on branch', listed(branch)),
    diagnostics === undefined ? '' : `with ${diagnosticsTexts[diagnostics]}`,
  ];
}

function has(what: string, wanted: boolean | undefined): string {
  return wanted === undefined ? '' : `${wanted ? 'with' : 'without'} ${what}`;
}

function listed(value: string | readonly string[] | undefined): string[] {
  return [value ?? []].flat().filter((one) => one.trim() !== '');
}

function list(preposition: string, words: readonly string[] | undefined): string {
  return words === undefined || words.length === 0 ? '' : `${preposition} ${orList(words)}`;
}
