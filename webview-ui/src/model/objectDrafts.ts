import * as l10n from '@vscode/l10n';
import type { ObjectSetting } from '../../../src/protocol/settingsChange.ts';
import type { AppState } from '../state/appState.ts';
import { isJsonObject, type JsonObject } from './json.ts';
import { objectProblem, type ObjectField } from './objectFields.ts';
import { pricesProblem } from './prices.ts';
import {
  assumedTokenFields,
  budgetFields,
  cacheFields,
  failoverFields,
  intentFields,
  limitFields,
  recordFields,
  telemetryFields,
} from './settingFields.ts';

/** A setting that the page of limits shows as one section. */
export interface LimitSection {
  readonly setting: ObjectSetting;
  readonly title: string;
  readonly lead: string;
  readonly fields: readonly ObjectField[];
}

/** The sections of the page of limits, in the order shown. */
export const limitSections: readonly LimitSection[] = [
  {
    setting: 'budget',
    title: l10n.t('Budget'),
    lead: l10n.t(
      'What may be spent in total, in US dollars, by calendar day and month of this machine. Providers, accounts, workspaces and routes may have budgets of their own.',
    ),
    fields: budgetFields,
  },
  {
    setting: 'limits',
    title: l10n.t('Rate limits'),
    lead: l10n.t(
      'What may be sent in total, whatever the provider. Requests wait for room, or are told when to come back.',
    ),
    fields: limitFields,
  },
  {
    setting: 'failover',
    title: l10n.t('When a provider fails'),
    lead: l10n.t('Before any of an answer was sent, the next account or target can be asked instead.'),
    fields: failoverFields(),
  },
  {
    setting: 'assumedTokens',
    title: l10n.t('Sizes that estimates assume'),
    lead: l10n.t('Where nothing is known of a prompt or an answer.'),
    fields: assumedTokenFields,
  },
  {
    setting: 'intent',
    title: l10n.t('Intent'),
    lead: l10n.t('What the newest user turn is about, found out on this machine.'),
    fields: intentFields,
  },
  {
    setting: 'record',
    title: l10n.t('Record'),
    lead: l10n.t('Every request as a row: where it went, why, how long it took, what it cost.'),
    fields: recordFields,
  },
  {
    setting: 'cache',
    title: l10n.t('Cache of answers'),
    lead: l10n.t('Off unless you switch it on.'),
    fields: cacheFields,
  },
  {
    setting: 'telemetry',
    title: l10n.t('OpenTelemetry'),
    lead: l10n.t('Traces and metrics for your own collector.'),
    fields: telemetryFields,
  },
];

/** The settings of that page. */
export const limitSettings: readonly ObjectSetting[] = [
  ...limitSections.map(({ setting }) => setting),
  'prices',
];

/** A setting as it is edited, or as it is written; an empty object when it is neither. */
export function editedObject(
  { page, drafts }: Pick<AppState, 'page' | 'drafts'>,
  setting: ObjectSetting,
): JsonObject {
  const value = editedValue({ page, drafts }, setting);
  return isJsonObject(value) ? value : {};
}

/** A setting as it is edited, or as it is written; undefined when it is neither. */
export function editedValue(
  { page, drafts }: Pick<AppState, 'page' | 'drafts'>,
  setting: ObjectSetting,
): unknown {
  const draft = drafts.objects[setting];
  return draft === undefined ? page?.settings.objects[setting] : draft.value;
}

/** Those of the settings that have edits which are not saved. */
export function unsavedObjects(
  { drafts }: Pick<AppState, 'drafts'>,
  settings: readonly ObjectSetting[],
): ObjectSetting[] {
  return settings.filter((setting) => drafts.objects[setting] !== undefined);
}

/** Why the edits of the page of limits cannot be saved, or undefined. */
export function limitsProblem(state: Pick<AppState, 'page' | 'drafts'>): string | undefined {
  for (const { setting, title, fields } of limitSections) {
    const problem =
      state.drafts.objects[setting] === undefined
        ? undefined
        : objectProblem(editedObject(state, setting), fields);
    if (problem !== undefined) return `${title}, ${problem}`;
  }
  const ofPrices =
    state.drafts.objects.prices === undefined ? undefined : pricesProblem(editedValue(state, 'prices'));
  if (ofPrices !== undefined) return l10n.t('Prices, {0}', ofPrices);
  const { secondOpinion } = editedObject(state, 'intent');
  const isNameless = isJsonObject(secondOpinion) && secondOpinion['model'] === undefined;
  return isNameless ? l10n.t('Intent, Second opinion: choose a model.') : undefined;
}
