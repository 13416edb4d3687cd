import { defaultAccount } from './accountSchema.ts';
import type { EffectiveProvider } from './effectiveConfig.ts';
import { nearest } from './nearest.ts';

/** What model references may point at. */
export interface KnownTargets {
  readonly providers: ReadonlyMap<string, Pick<EffectiveProvider, 'accounts'>>;
  readonly routes: ReadonlyMap<string, { readonly broken?: string }>;
}

/** The id of the route that a model reference names, without its `@`; undefined for `provider/model`. */
export function routeIdOf(model: string): string | undefined {
  return model.startsWith('@') ? model.slice(1) : undefined;
}

/** Why a model reference points nowhere, or undefined when its provider exists, or its route does and can be used. */
export function missingTarget(model: string, known: KnownTargets): string | undefined {
  const route = routeIdOf(model);
  if (route !== undefined) return missingRoute(route, known.routes);
  const provider = model.slice(0, model.indexOf('/'));
  if (known.providers.has(provider)) return undefined;
  return `there is no provider "${provider}"${didYouMean(provider, known.providers.keys())}`;
}

/** Why a provider has no such account; undefined when it has, or is itself not there. */
export function missingAccount(provider: string, account: string, known: KnownTargets): string | undefined {
  const entry = known.providers.get(provider);
  if (entry === undefined) return undefined;
  const accounts = entry.accounts === undefined ? [defaultAccount] : Object.keys(entry.accounts);
  if (accounts.includes(account)) return undefined;
  return `the provider "${provider}" has no account "${account}"${didYouMean(account, accounts)}`;
}

function missingRoute(id: string, routes: KnownTargets['routes']): string | undefined {
  const route = routes.get(id);
  if (route === undefined) return `there is no route "@${id}"${didYouMean(id, routes.keys(), '@')}`;
  return route.broken === undefined ? undefined : `the route "@${id}" cannot be used: ${route.broken}`;
}

function didYouMean(word: string, known: Iterable<string>, prefix = ''): string {
  const likely = nearest(word, known);
  return likely === undefined ? '' : `; did you mean "${prefix}${likely}"?`;
}
