import { type AccountConfig, accountSchema, defaultAccount } from './accountSchema.ts';
import { withAllowedKey } from './allowedKey.ts';
import type { ConfigScope } from './configScope.ts';
import { type PathSegment, toIssues } from './issueText.ts';
import type { ProblemList } from './problemList.ts';
import { idSchema } from './references.ts';

const accountKeys = Object.keys(accountSchema.shape);

/** Where a provider's accounts are written, and what they are read with. */
export interface AccountsPlace {
  readonly scope: ConfigScope;
  /** Of the provider. */
  readonly path: readonly PathSegment[];
  /** The provider's own key: the account `default` has it when it has none itself. */
  readonly apiKey: string | undefined;
  readonly env: NodeJS.ProcessEnv;
  readonly problems: ProblemList;
}

/**
 * A provider's accounts by id in the order written: a bad one is left out and reported, the others hold. undefined when there
 * are none; when all that are written are bad the table is empty, and nothing is sent with a credential that was not meant.
 * @param value `accounts` as written
 */
export function resolveAccounts(
  value: unknown,
  { scope, path: providerPath, apiKey, env, problems }: AccountsPlace,
): Record<string, AccountConfig> | undefined {
  if (value === undefined) return undefined;
  const path = [...providerPath, 'accounts'];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    problems.error(scope, path, 'expected an object keyed by account id');
    return {};
  }
  const written = Object.entries(value);
  if (written.length === 0) return undefined;
  const accounts: Record<string, AccountConfig> = {};
  for (const [id, entry] of written) {
    const entryPath = [...path, id];
    const idResult = idSchema.safeParse(id);
    const result = accountSchema.safeParse(entry);
    if (!idResult.success) problems.errors(scope, toIssues(idResult.error, entryPath, []));
    if (!result.success) problems.errors(scope, toIssues(result.error, entryPath, accountKeys));
    if (!idResult.success || !result.success) continue;
    const account = withAllowedKey(scope, entryPath, result.data, env, problems);
    accounts[id] = id === defaultAccount && account.apiKey === undefined ? { ...account, apiKey } : account;
  }
  if (apiKey !== undefined && accounts[defaultAccount] === undefined) {
    problems.warning(
      scope,
      [...providerPath, 'apiKey'],
      `not used, as the provider has accounts; write it into one of them, or add the account "${defaultAccount}"`,
    );
  }
  return accounts;
}
