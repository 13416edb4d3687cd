import * as l10n from '@vscode/l10n';
import { isJsonObject, type JsonObject, textListMember, withMember } from './json.ts';
import { tokenCount } from './overrideDraft.ts';
import { formatTextList, parseTextList } from './textLists.ts';

interface FieldBase {
  /** Its name in the settings; with a dot for a member of a member (`capture.enabled`). */
  readonly key: string;
  readonly label: string;
  readonly hint?: string;
}

export interface NumberField extends FieldBase {
  /** `count`: a whole number above zero (`60K` too); `amount`: any above zero; `share`: from 0 to 1; `seconds` and `price`: from 0. */
  readonly kind: 'count' | 'amount' | 'share' | 'seconds' | 'price';
  /** What holds when the field is empty. */
  readonly byDefault?: string;
  /** Values that one button each fills in. */
  readonly suggestions?: readonly number[];
  readonly most?: number;
}

export interface SwitchField extends FieldBase {
  readonly kind: 'switch';
  readonly byDefault: boolean;
}

export interface ChoiceField extends FieldBase {
  readonly kind: 'choice';
  readonly options: readonly (readonly [value: string, text: string])[];
  /** The one that holds when nothing is written; choosing it writes nothing. */
  readonly byDefault: string;
}

/** Yes or no, or what holds elsewhere. */
export interface DecisionField extends FieldBase {
  readonly kind: 'decision';
  readonly byDefault: string;
  readonly yes: string;
  readonly no: string;
}

export interface TextField extends FieldBase {
  /** `list`: texts, separated by commas. */
  readonly kind: 'text' | 'model' | 'list';
  readonly byDefault?: string;
  readonly pattern?: RegExp;
  /** Said when the text does not match the pattern. */
  readonly problem?: string;
}

/** A member of a settings object, and how it is edited. */
export type ObjectField = NumberField | SwitchField | ChoiceField | DecisionField | TextField;

/** What stands in a field. */
export function fieldText(value: JsonObject, { key }: FieldBase): string {
  const member = memberAt(value, key);
  if (Array.isArray(member)) return formatTextList(textListMember({ member }, 'member'));
  return typeof member === 'string' || typeof member === 'number' ? String(member) : '';
}

/** What there is to choose from in a field with a list, and which of it is chosen. */
export function fieldChoices(
  value: JsonObject,
  field: ChoiceField | DecisionField,
): { readonly options: ChoiceField['options']; readonly chosen: string } {
  if (field.kind === 'choice') {
    return { options: field.options, chosen: fieldText(value, field) || field.byDefault };
  }
  const member = memberAt(value, field.key);
  return {
    options: [
      ['', field.byDefault],
      ['yes', field.yes],
      ['no', field.no],
    ],
    chosen: typeof member === 'boolean' ? (member ? 'yes' : 'no') : '',
  };
}

/** What a switch shows: the member, or what holds without it. */
export function isSwitchedOn(value: JsonObject, { key, byDefault }: SwitchField): boolean {
  const member = memberAt(value, key);
  return typeof member === 'boolean' ? member : byDefault;
}

/**
 * The object after a text was typed into a field. A number that is none is kept as the text, so that nothing typed gets
 * lost and {@link fieldProblem} can say what is wrong.
 */
export function withFieldText(value: JsonObject, field: ObjectField, text: string): JsonObject {
  const typed = text.trim();
  return withMemberAt(value, field.key, typed === '' ? undefined : parsed(field, typed));
}

/** The object after a switch was set. What holds by default is not written. */
export function withSwitch(value: JsonObject, field: SwitchField, isOn: boolean): JsonObject {
  return withMemberAt(value, field.key, isOn === field.byDefault ? undefined : isOn);
}

function parsed(field: ObjectField, text: string): unknown {
  switch (field.kind) {
    case 'count': {
      const count = tokenCount(text) ?? NaN;
      return Number.isNaN(count) ? text : count;
    }
    case 'amount':
    case 'share':
    case 'seconds':
    case 'price':
      return /^\d+([.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : text;
    case 'choice':
      return text === field.byDefault ? undefined : text;
    case 'decision':
      return text === 'yes';
    case 'list':
      return parseTextList(text);
    case 'switch':
    case 'text':
    case 'model':
      return text;
  }
}

/** What is wrong in a field, or undefined. */
export function fieldProblem(value: JsonObject, field: ObjectField): string | undefined {
  const member = memberAt(value, field.key);
  if (member === undefined) return undefined;
  switch (field.kind) {
    case 'count':
      return isNumber(member, (number) => Number.isInteger(number) && number > 0)
        ? undefined
        : l10n.t('A whole number above zero.');
    case 'amount': {
      const { most = Infinity } = field;
      if (isNumber(member, (number) => number > 0 && number <= most)) return undefined;
      return most === Infinity
        ? l10n.t('A number above zero.')
        : l10n.t('A number above zero, {0} at most.', most);
    }
    case 'share':
      return isNumber(member, (number) => number >= 0 && number <= (field.most ?? 1))
        ? undefined
        : l10n.t('A number from 0 to {0}.', field.most ?? 1);
    case 'price':
      return isNumber(member, (number) => number >= 0) ? undefined : l10n.t('A number, 0 or more.');
    case 'seconds':
      return isNumber(member, (number) => number >= 0) ? undefined : l10n.t('A number of seconds.');
    case 'list':
      return Array.isArray(member) ? undefined : l10n.t('A list.');
    case 'switch':
    case 'decision':
      return typeof member === 'boolean' ? undefined : l10n.t('On or off.');
    case 'choice':
      return field.options.some(([option]) => option === member) ? undefined : l10n.t('One of the list.');
    case 'text':
    case 'model':
      if (typeof member === 'string' && field.pattern?.test(member) !== false) return undefined;
      return field.problem ?? l10n.t('A text.');
  }
}

function isNumber(member: unknown, isRight: (number: number) => boolean): boolean {
  return typeof member === 'number' && isRight(member);
}

/** The first thing that is wrong in these fields, with the field's name; undefined when nothing is. */
export function objectProblem(value: JsonObject, fields: readonly ObjectField[]): string | undefined {
  for (const field of fields) {
    const problem = fieldProblem(value, field);
    if (problem !== undefined) return `${field.label}: ${problem}`;
  }
  return undefined;
}

/** The member's object, an empty one when there is none. */
export function objectMember(value: JsonObject, key: string): JsonObject {
  const member = value[key];
  return isJsonObject(member) ? member : {};
}

/** The object with a member that is an object; an empty one is left out. */
export function withObjectMember(value: JsonObject, key: string, member: JsonObject): JsonObject {
  return withMember(value, key, Object.keys(member).length === 0 ? undefined : member);
}

function memberAt(value: JsonObject, path: string): unknown {
  const [first = '', rest] = path.split('.', 2);
  return rest === undefined ? value[first] : objectMember(value, first)[rest];
}

function withMemberAt(value: JsonObject, path: string, member: unknown): JsonObject {
  const [first = '', rest] = path.split('.', 2);
  if (rest === undefined) return withMember(value, first, member);
  return withObjectMember(value, first, withMember(objectMember(value, first), rest, member));
}
