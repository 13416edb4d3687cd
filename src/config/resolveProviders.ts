import { withAllowedKey } from './allowedKey.ts';
import { z } from 'zod';
import type { ConfigScope } from './configScope.ts';
import type { EffectiveProvider } from './effectiveConfig.ts';
import { toIssues } from './issueText.ts';
import type { ProblemList } from './problemList.ts';
import { idSchema } from './references.ts';
import { resolveAccounts } from './resolveAccounts.ts';
import { type ProviderConfig, providerSchema, type ProviderType } from './schema.ts';

const providerKeys = Object.keys(providerSchema.shape);
const typesWithoutEndpoint: readonly ProviderType[] = [
  'openai-compatible',
  'anthropic-compatible',
  'azure-openai',
];

const requiredSettings: Partial<Record<ProviderType, readonly (keyof ProviderConfig)[]>> = {
  'openai-subscription': ['tokenFile'],
};

export interface ResolvedProviders {
  readonly providers: Map<string, EffectiveProvider>;
  /** Entries that cannot be used, and why. */
  readonly broken: Map<string, string>;
}

/** Validates each provider on its own: a bad one is left out and reported, the others hold. */
export function resolveProviders(
  scopes: readonly ConfigScope[],
  env: NodeJS.ProcessEnv,
  problems: ProblemList,
): ResolvedProviders {
  const providers = new Map<string, EffectiveProvider>();
  const broken = new Map<string, string>();
  for (const scope of scopes) {
    const table = scope.value['providers'];
    if (table === undefined) continue;
    if (typeof table !== 'object' || table === null || Array.isArray(table)) {
      problems.error(scope, ['providers'], 'expected an object keyed by provider id');
      continue;
    }
    for (const [id, value] of Object.entries(table)) {
      const path = ['providers', id];
      const idResult = idSchema.safeParse(id);
      const { accounts: writtenAccounts, entry } = apart(value);
      const result = providerSchema.safeParse(entry);
      const issues = [
        ...(idResult.success ? [] : toIssues(idResult.error, path, [])),
        ...(result.success ? [] : toIssues(result.error, path, providerKeys)),
      ];
      if (result.success) issues.push(...missingSettings(path, result.data, hasCodexLogin(writtenAccounts)));
      if (!result.success || issues.length > 0) {
        problems.errors(scope, issues);
        broken.set(id, issues[0]?.message ?? 'not understood');
        continue;
      }
      const provider = withAllowedKey(scope, path, result.data, env, problems);
      const { apiKey } = provider;
      const accounts = resolveAccounts(writtenAccounts, { scope, path, apiKey, env, problems });
      providers.set(
        id,
        accounts === undefined ? { ...provider, id } : { ...provider, accounts, apiKey: undefined, id },
      );
    }
  }
  return { providers, broken };
}

/** The accounts are validated by themselves, so that a bad one takes nothing from its provider. */
function apart(value: unknown): { readonly accounts?: unknown; readonly entry: unknown } {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { entry: value };
  const { accounts, ...entry }: { accounts?: unknown } = value;
  return { accounts, entry };
}

/** An account that signs in with Codex says itself where its token is. */
function hasCodexLogin(accounts: unknown): boolean {
  const { data } = z.record(z.string(), z.looseObject({ login: z.unknown() })).safeParse(accounts);
  const codex = z.looseObject({ type: z.literal('codex') });
  return Object.values(data ?? {}).some(({ login }) => codex.safeParse(login).success);
}

/** What a type cannot do without. */
function missingSettings(
  path: readonly string[],
  provider: ProviderConfig,
  knowsTokenFile: boolean,
): { path: string[]; message: string }[] {
  const { type } = provider;
  const required = requiredSettings[type] ?? [];
  const missing = required
    .filter((key) => provider[key] === undefined && !(key === 'tokenFile' && knowsTokenFile))
    .map((key) => ({ path: [...path, key], message: `a provider of type "${type}" needs "${key}"` }));
  return provider.endpoint === undefined && typesWithoutEndpoint.includes(type)
    ? [{ path: [...path, 'endpoint'], message: `a provider of type "${type}" needs an endpoint` }, ...missing]
    : missing;
}
