import * as l10n from '@vscode/l10n';
import type { ProviderTypeInfo } from '../../../src/protocol/gatewayRequests.ts';
import { accountName, accountProblem } from './accountDraft.ts';
import { idProblem } from './ids.ts';
import { objectProblem } from './objectFields.ts';
import { originOf, type ProviderDraft, timeoutKeys } from './providerDraft.ts';
import { budgetFields, failoverFields, limitFields } from './settingFields.ts';
import { parseHeaderLines } from './textLists.ts';

/** What is wrong in a form, by field. */
export type ProviderProblems = Readonly<Partial<Record<keyof ProviderDraft, string>>>;

/** What has to be put right before a provider can be tested or saved; empty when nothing has. */
export function providerDraftProblems(
  draft: ProviderDraft,
  type: ProviderTypeInfo | undefined,
  takenIds: Iterable<string>,
): ProviderProblems {
  const headers = parseHeaderLines(draft.headerLines);
  const problems: readonly (readonly [keyof ProviderDraft, string | undefined])[] = [
    ['id', draft.savedId === undefined ? idProblem(draft.id, takenIds) : undefined],
    ['endpoint', endpointProblem(draft, type)],
    [
      'keyHeader',
      draft.auth === 'header' && draft.keyHeader.trim() === '' ? l10n.t('Name the header.') : undefined,
    ],
    ['keyVariable', keyVariableProblem(draft)],
    ['fields', missingField(draft, type)],
    [
      'modelLines',
      type?.modelsByHand === true && draft.modelLines.trim() === ''
        ? l10n.t('This type lists no models: name yours, one a line.')
        : undefined,
    ],
    ['headerLines', 'badLine' in headers ? l10n.t('Not "Name: value": {0}', headers.badLine) : undefined],
    ['accounts', accountsProblem(draft)],
    ['limits', objectProblem(draft.limits, limitFields)],
    ['budget', objectProblem(draft.budget, budgetFields)],
    ['failover', objectProblem(draft.failover, failoverFields())],
    ...timeoutKeys.map((key) => [key, timeoutProblem(draft[key].trim())] as const),
  ];
  return Object.fromEntries(problems.filter(([, problem]) => problem !== undefined));
}

function accountsProblem({ accounts }: ProviderDraft): string | undefined {
  for (const account of accounts) {
    const problem = accountProblem(account);
    if (problem !== undefined) return `${accountName(account)}: ${problem}`;
  }
  return undefined;
}

function missingField(draft: ProviderDraft, type: ProviderTypeInfo | undefined): string | undefined {
  const missing = type?.fields?.find(
    ({ key, required }) => required === true && (draft.fields[key] ?? '').trim() === '',
  );
  return missing === undefined ? undefined : l10n.t('{0} is needed.', missing.label);
}

function keyVariableProblem({ accounts, auth, keySource, keyVariable }: ProviderDraft): string | undefined {
  const isUsed =
    accounts.length === 0 && (auth === 'api-key' || auth === 'header') && keySource === 'variable';
  if (!isUsed || /^[A-Za-z_][A-Za-z0-9_]*$/.test(keyVariable.trim())) return undefined;
  return keyVariable.trim() === ''
    ? l10n.t('Name the variable.')
    : l10n.t('Only the name, without "${env:…}".');
}

function endpointProblem(draft: ProviderDraft, type: ProviderTypeInfo | undefined): string | undefined {
  const endpoint = draft.endpoint.trim();
  if (endpoint === '')
    return type?.defaultEndpoint === undefined ? l10n.t('This type needs an endpoint.') : undefined;
  // VS Code's own models have an address for people alone.
  if (endpoint === type?.defaultEndpoint) return undefined;
  return originOf(endpoint) === undefined
    ? l10n.t('Expected an http or https URL, for example "http://127.0.0.1:11434".')
    : undefined;
}

function timeoutProblem(text: string): string | undefined {
  return text === '' || /^[1-9]\d{0,8}$/.test(text) ? undefined : l10n.t('A whole number of milliseconds.');
}
