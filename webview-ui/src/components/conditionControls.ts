import * as l10n from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import '@vscode-elements/elements/dist/vscode-option/index.js';
import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import {
  type ConditionKey,
  conditionNames,
  intentLabels,
  intentOf,
  intentValue,
  listValue,
  requestClasses,
  weekdays,
} from '../model/conditions.ts';
import { type JsonObject, textListMember, textMember, withMember } from '../model/json.ts';
import { type ObjectField, objectMember } from '../model/objectFields.ts';
import { fieldValue } from './events.ts';
import './listField.ts';
import './objectFields.ts';

export const requests = [
  ['any', l10n.t('Chat and FIM')],
  ['chat', l10n.t('Chat')],
  ['fim', 'FIM'],
  ['embeddings', l10n.t('Embeddings')],
] as const;

const scopes = [
  ['', l10n.t('The narrowest there are')],
  ['prompt', l10n.t('Named in the prompt')],
  ['active', l10n.t('The active editor')],
  ['visible', l10n.t('Visible editors')],
  ['open', l10n.t('Open tabs')],
  ['history', l10n.t('Named in older turns')],
  ['all', l10n.t('All of them')],
] as const;

const diagnostics = [
  ['', l10n.t('any')],
  ['errors', l10n.t('Errors')],
  ['warnings', l10n.t('Warnings or errors')],
  ['none', l10n.t('None')],
] as const;

/** The members of a condition that is an object of texts and numbers. */
const tokenFields: readonly ObjectField[] = [
  { key: 'min', label: l10n.t('Tokens at least'), kind: 'count', byDefault: l10n.t('from') },
  { key: 'max', label: l10n.t('Tokens at most'), kind: 'count', byDefault: l10n.t('to') },
];

export interface ConditionContext {
  /** The rule, or the target's `when`. */
  readonly value: JsonObject;
  readonly languages: readonly string[];
  /** Takes over the condition as it would be written; undefined: it asks for nothing. */
  readonly set: (member: unknown) => void;
}

/** The control of one condition. */
export function renderCondition(key: ConditionKey, context: ConditionContext): TemplateResult {
  switch (key) {
    case 'request':
      return renderChoice(key, requests, 'any', context);
    case 'scope':
      return renderChoice(key, scopes, '', context);
    case 'diagnostics':
      return renderChoice(key, diagnostics, '', context);
    case 'files':
      return renderList(key, 'any', context, { mayBeText: true });
    case 'languages':
      return renderList(key, 'any', context, { choices: context.languages });
    case 'clients':
      return renderList(key, l10n.t('any, e.g. claude-code, cline'), context);
    case 'keywords':
      return renderList(key, 'refactor, /TODO\\d+/', context);
    case 'requestClass':
      return renderList(key, 'any', context, { choices: requestClasses, mayBeText: true });
    case 'requestedModel':
      return renderList(key, '*opus*', context, { mayBeText: true });
    case 'branch':
      return renderList(key, l10n.t('main, release/*'), context, { mayBeText: true });
    case 'hasImages':
    case 'hasTools':
      return renderYesNo(key, context);
    case 'tokens':
      return renderTokens(context);
    case 'intent':
      return renderIntent(context);
    case 'time':
      return renderTime(context);
  }
}

function renderChoice(
  key: ConditionKey,
  options: readonly (readonly [string, string])[],
  byDefault: string,
  { value, set }: ConditionContext,
): TemplateResult {
  const chosen = textMember(value, key) || byDefault;
  return html`
    <vscode-single-select
      label=${conditionNames[key]}
      .value=${chosen}
      @change=${(event: Event) => set(fieldValue(event) === byDefault ? undefined : fieldValue(event))}
    >
      ${options.map(
        ([option, text]) =>
          html`<vscode-option value=${option} ?selected=${option === chosen}>${text}</vscode-option>`,
      )}
    </vscode-single-select>
  `;
}

function renderYesNo(key: 'hasImages' | 'hasTools', { value, set }: ConditionContext): TemplateResult {
  const isImages = key === 'hasImages';
  const chosen = typeof value[key] === 'boolean' ? String(value[key]) : '';
  const options = [
    ['', l10n.t('With or without')],
    ['true', isImages ? l10n.t('With images') : l10n.t('With tools')],
    ['false', isImages ? l10n.t('Without images') : l10n.t('Without tools')],
  ] as const;
  return html`
    <vscode-single-select
      label=${conditionNames[key]}
      .value=${chosen}
      @change=${(event: Event) => set(fieldValue(event) === '' ? undefined : fieldValue(event) === 'true')}
    >
      ${options.map(
        ([option, text]) =>
          html`<vscode-option value=${option} ?selected=${option === chosen}>${text}</vscode-option>`,
      )}
    </vscode-single-select>
  `;
}

/** A list of texts, as it stands in a rule's row and among its further conditions. */
export function renderList(
  key: ConditionKey,
  placeholder: string,
  { value, set }: Pick<ConditionContext, 'value' | 'set'>,
  { choices, mayBeText = false }: { readonly choices?: readonly string[]; readonly mayBeText?: boolean } = {},
): TemplateResult {
  return html`
    <mux-list-field
      .label=${conditionNames[key]}
      .placeholder=${placeholder}
      .items=${textListMember(value, key)}
      .choices=${choices}
      @mux-items=${(event: CustomEvent<string[]>) => set(listValue(value[key], event.detail, mayBeText || typeof value[key] === 'string'))}
    ></mux-list-field>
  `;
}

function renderTokens({ value, set }: ConditionContext): TemplateResult {
  const tokens = objectMember(value, 'tokens');
  return html`
    <mux-object-fields
      isPlain
      .value=${tokens}
      .fields=${tokenFields}
      @mux-object=${(event: CustomEvent<JsonObject>) => set(unlessEmpty(event.detail))}
    ></mux-object-fields>
  `;
}

function renderIntent({ value, set }: ConditionContext): TemplateResult {
  const { labels, minConfidence } = intentOf(value['intent']);
  const fields: readonly ObjectField[] = [
    { key: 'minConfidence', label: l10n.t('Confidence at least'), kind: 'share', byDefault: l10n.t('sure') },
  ];
  return html`
    <div class="wide">
      <mux-list-field
        .label=${l10n.t('Intent')}
        .placeholder=${l10n.t('code_gen, translation')}
        .items=${labels}
        .choices=${intentLabels}
        @mux-items=${(event: CustomEvent<string[]>) => set(event.detail.length === 0 ? undefined : intentValue(event.detail, minConfidence))}
      ></mux-list-field>
      <mux-object-fields
        isPlain
        .value=${withMember({}, 'minConfidence', minConfidence)}
        .fields=${fields}
        @mux-object=${(event: CustomEvent<JsonObject>) => set(intentValue(labels, event.detail['minConfidence']))}
      ></mux-object-fields>
    </div>
  `;
}

function renderTime({ value, set }: ConditionContext): TemplateResult {
  const time = objectMember(value, 'time');
  const fields: readonly ObjectField[] = (['from', 'to'] as const).map((key) => ({
    key,
    label: key === 'from' ? l10n.t('From') : l10n.t('To'),
    kind: 'text',
    byDefault: key === 'from' ? '18:30' : '08:00',
    pattern: /^([01]\d|2[0-3]):[0-5]\d$/,
    problem: 'As "18:30".',
  }));
  return html`
    <div class="time">
      <mux-object-fields
        isPlain
        .value=${time}
        .fields=${fields}
        @mux-object=${(event: CustomEvent<JsonObject>) => set(unlessEmpty(event.detail))}
      ></mux-object-fields>
      <mux-list-field
        .label=${l10n.t('Days')}
        .placeholder=${l10n.t('every day')}
        .items=${textListMember(time, 'days')}
        .choices=${weekdays}
        @mux-items=${(event: CustomEvent<string[]>) => set(unlessEmpty(withMember(time, 'days', event.detail.length === 0 ? undefined : event.detail)))}
      ></mux-list-field>
    </div>
  `;
}

function unlessEmpty(object: JsonObject): JsonObject | undefined {
  return Object.keys(object).length === 0 ? undefined : object;
}
