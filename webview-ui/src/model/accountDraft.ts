import * as l10n from '@vscode/l10n';
import { keyVariable, loginFields, loginProblem, proofOf } from './accountLogin.ts';
import { freeId, idFromName } from './ids.ts';
import { isJsonObject, type JsonObject, textMember, withMember } from './json.ts';
import { objectMember, objectProblem, type ObjectField } from './objectFields.ts';
import { freeKey, type Row, withRowAt } from './rows.ts';
import { limitFields } from './settingFields.ts';

/** An account of a provider while it is edited; keys that the page does not know stay in `value`. */
export interface AccountRow extends Row {
  readonly id: string;
  /** It is in the settings: routes and stored keys know it by its id, so that stays. */
  readonly isSaved: boolean;
}

/** The account of a provider that has only one. */
export const defaultAccount = 'default';

export const accountFields: readonly ObjectField[] = [
  {
    key: 'endpoint',
    label: l10n.t('Endpoint'),
    kind: 'text',
    byDefault: l10n.t("the provider's"),
    pattern: /^https?:\/\/[^\s/]+/,
    problem: l10n.t('An http or https URL.'),
  },
  {
    key: 'monthlyBudgetUsd',
    label: l10n.t('Budget per month (USD)'),
    kind: 'amount',
    byDefault: l10n.t('no limit'),
  },
  {
    key: 'weight',
    label: l10n.t('Weight'),
    kind: 'amount',
    byDefault: '1',
    hint: l10n.t('With the order "At random".'),
  },
  {
    key: 'flatRate',
    label: l10n.t('Flat rate: requests cost nothing by themselves'),
    kind: 'switch',
    byDefault: false,
  },
];

/** The accounts of a provider's settings in the order in which they are asked. */
export function accountRowsOf(accounts: unknown): AccountRow[] {
  if (!isJsonObject(accounts)) return [];
  return Object.entries(accounts)
    .map(([id, value], key): AccountRow => ({
      key,
      id,
      isSaved: true,
      value: isJsonObject(value) ? value : {},
    }))
    .toSorted((a, b) => priorityOf(a) - priorityOf(b));
}

function priorityOf({ value }: Row): number {
  const priority = value['priority'];
  return typeof priority === 'number' ? priority : 0;
}

/** The accounts as they are written; undefined when there are none. */
export function accountsValue(rows: readonly AccountRow[]): JsonObject | undefined {
  return rows.length === 0 ? undefined : Object.fromEntries(rows.map(({ id, value }) => [id, value]));
}

/** The rows with a new account below the others, asked last. */
export function withNewAccount(rows: readonly AccountRow[]): AccountRow[] {
  const id = freeId('account', ['account', ...rows.map((row) => row.id)]);
  const last = Math.max(0, ...rows.map(priorityOf));
  const value = withMember({}, 'priority', last === 0 ? undefined : last + 1);
  return [...rows, { key: freeKey(rows), id, isSaved: false, value }];
}

/** The rows after one was moved; the order is written as priorities, since the order of an object's keys says nothing. */
export function withAccountAt(rows: readonly AccountRow[], key: number, index: number): AccountRow[] {
  return withRowAt(rows, key, index).map((row, place) => ({
    ...row,
    value: withMember(row.value, 'priority', place === 0 ? undefined : place),
  }));
}

/** The rows after an account was named; a new one's id follows its name. */
export function withAccountName(rows: readonly AccountRow[], key: number, name: string): AccountRow[] {
  return rows.map((row) => {
    if (row.key !== key) return row;
    const others = rows.filter((other) => other.key !== key).map((other) => other.id);
    const id = row.isSaved ? row.id : freeId(idFromName(name) || row.id, others);
    return { ...row, id, value: withMember(row.value, 'name', name === '' ? undefined : name) };
  });
}

/** How an account is called to people: its name, else its id. */
export function accountName({ id, value }: Pick<AccountRow, 'id' | 'value'>): string {
  return textMember(value, 'name') || id;
}

/** What is wrong in an account, or undefined. */
export function accountProblem(row: AccountRow): string | undefined {
  const variable = keyVariable(row.value);
  if (variable !== undefined && !/^[A-Za-z_][A-Za-z0-9_]*$/.test(variable))
    return l10n.t('Name the variable.');
  return (
    loginProblem(row.value) ??
    objectProblem(row.value, [...accountFields, ...loginFields(proofOf(row.value))]) ??
    objectProblem(objectMember(row.value, 'limits'), limitFields)
  );
}
