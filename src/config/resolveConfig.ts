import { randomBytes } from 'node:crypto';
import { type ConfigScope, isUsersOwn, scopeName } from './configScope.ts';
import type { EffectiveConfig, EffectiveWorkspace } from './effectiveConfig.ts';
import { environmentVariableOf, resolveEnvironment } from './environment.ts';
import { folderWorkspacesOf } from './folderWorkspaces.ts';
import { toIssues, unknownKeyText } from './issueText.ts';
import { missingTarget } from './missingTarget.ts';
import { ProblemList } from './problemList.ts';
import { resolveModelOverrides } from './resolveModelOverrides.ts';
import { resolvePrices } from './resolvePrices.ts';
import { resolveProviders } from './resolveProviders.ts';
import { resolveRoutes } from './resolveRoutes.ts';
import { resolveGlobalTiers } from './resolveTiers.ts';
import { workspacesOf } from './resolveWorkspaces.ts';
import { type ConfigInput, configSchema, defaults } from './schema.ts';
import { withDefaults } from './settingDefaults.ts';

/** A provider that is always there and answers only when named. */
const builtInProviderId = 'demo';

export interface ResolveOptions {
  readonly env: NodeJS.ProcessEnv;
  /** VS Code's workspace trust; nothing of an untrusted folder counts. */
  readonly trusted: boolean;
  /** Hashes of folder workspaces that the user confirmed. */
  readonly confirmedWorkspaces: readonly string[];
  /** Keys of SecretStorage or MUXGATE_API_KEY, besides the configured ones. */
  readonly extraAccessKeys?: readonly string[];
}

const topLevelKeys = Object.keys(configSchema.shape);
const keysOfOpenedFolders = ['workspaces', 'activeWorkspace'];
const scalarSchema = configSchema.omit({
  providers: true,
  workspaces: true,
  activeWorkspace: true,
  modelOverrides: true,
  prices: true,
  routes: true,
  tiers: true,
});

/**
 * Joins the scopes into the configuration that holds. Every entry is validated by itself: a bad one is reported with its
 * path and left out or marked broken, the rest applies. Never throws for what is written in a scope.
 */
export function resolveConfig(scopes: readonly ConfigScope[], options: ResolveOptions): EffectiveConfig {
  const problems = new ProblemList();
  const own = scopes.filter(isUsersOwn);
  const opened = options.trusted ? scopes.filter((scope) => !isUsersOwn(scope)) : [];
  reportUnknownKeys(own, opened, problems);

  const scalars = resolveScalars(own, problems);
  const { providers, broken } = resolveProviders(own, options.env, problems);
  if (!providers.has(builtInProviderId))
    providers.set(builtInProviderId, { id: builtInProviderId, type: 'demo' });
  const providerIds = new Set(providers.keys());

  const routes = resolveRoutes(own, providers, problems);
  const known = { providers, routes };
  const userWorkspaces = own.flatMap((scope) => workspacesOf(scope, known, problems));
  const folders = folderWorkspacesOf(
    opened,
    {
      userIds: new Set(userWorkspaces.map((workspace) => workspace.id)),
      known,
      confirmedHashes: new Set(options.confirmedWorkspaces),
    },
    problems,
  );
  const workspaces = new Map<string, EffectiveWorkspace>();
  for (const workspace of [...userWorkspaces, ...folders.confirmed]) workspaces.set(workspace.id, workspace);

  const awaiting = new Set(folders.unconfirmed.map((workspace) => workspace.id));
  const active = resolveActiveWorkspaces(own, opened, workspaces, awaiting, problems);
  if (!workspaces.has(active.everywhere)) {
    workspaces.set(active.everywhere, { id: active.everywhere, origin: 'user', rules: [] });
  }
  return {
    port: scalars.port ?? defaults.port,
    host: scalars.host ?? defaults.host,
    allowedHosts: scalars.allowedHosts ?? [],
    accessKeys: [
      ...resolveAccessKeys(own, scalars, options.env, problems),
      ...(options.extraAccessKeys ?? []),
    ],
    bodyLimitMiB: scalars.bodyLimitMiB ?? defaults.bodyLimitMiB,
    logLevel: scalars.logLevel ?? defaults.logLevel,
    ...withDefaults(scalars),
    providers,
    brokenProviders: broken,
    workspaces,
    activeWorkspace: active.everywhere,
    prices: resolvePrices(own, problems),
    modelOverrides: resolveModelOverrides(own, new Set([...providerIds, ...broken.keys()]), problems),
    routes,
    tiers: resolveGlobalTiers(own, (model) => missingTarget(model, known), problems),
    folderWorkspaces: active.byFolder,
    userLocalOnlyRules: userWorkspaces.flatMap((workspace) =>
      workspace.rules.filter((rule) => rule.localOnly === true && rule.enabled !== false),
    ),
    unconfirmedWorkspaces: folders.unconfirmed,
    problems: problems.problems,
  };
}

function reportUnknownKeys(
  own: readonly ConfigScope[],
  opened: readonly ConfigScope[],
  problems: ProblemList,
): void {
  for (const scope of own) {
    for (const key of Object.keys(scope.value)) {
      if (!topLevelKeys.includes(key) && key !== '$schema')
        problems.error(scope, [key], unknownKeyText(key, topLevelKeys));
    }
  }
  for (const scope of opened) {
    for (const key of Object.keys(scope.value)) {
      if (keysOfOpenedFolders.includes(key)) continue;
      problems.warning(scope, [key], `ignored in ${scopeName(scope)}: only user settings may say this`);
    }
  }
}

/** Each scalar by itself: a bad one falls back to its default. */
function resolveScalars(own: readonly ConfigScope[], problems: ProblemList): ConfigInput {
  const kept: Record<string, unknown> = {};
  for (const scope of own) {
    for (const key of Object.keys(scalarSchema.shape)) {
      const value = scope.value[key];
      if (value === undefined) continue;
      const result = scalarSchema.safeParse({ [key]: value });
      if (result.success) kept[key] = value;
      else problems.errors(scope, toIssues(result.error, [], topLevelKeys));
    }
  }
  return configSchema.parse(kept);
}

/** An access key whose variable is not set becomes a key that nobody has: a mistake locks the door, it does not open it. */
function resolveAccessKeys(
  own: readonly ConfigScope[],
  scalars: ConfigInput,
  env: NodeJS.ProcessEnv,
  problems: ProblemList,
): string[] {
  const scope = own.find((candidate) => candidate.value['accessKeys'] !== undefined);
  if (scope === undefined) return [];
  const unusable = (): string => randomBytes(32).toString('hex');
  if (scalars.accessKeys === undefined) return [unusable()];
  return scalars.accessKeys.map((text, index) => {
    const path = ['accessKeys', index];
    if (scope.kind !== 'file' && environmentVariableOf(text) === undefined) {
      problems.error(
        scope,
        path,
        'access keys are not read from settings; run "Muxgate: Set Access Key" or write "${env:NAME}"',
      );
      return unusable();
    }
    const resolved = resolveEnvironment(text, env);
    if ('value' in resolved && resolved.value !== '') return resolved.value;
    problems.error(
      scope,
      path,
      'missingVariable' in resolved
        ? `the environment variable ${resolved.missingVariable} is not set; no request is let in with this key`
        : 'an access key may not be empty',
    );
    return unusable();
  });
}

function resolveActiveWorkspaces(
  own: readonly ConfigScope[],
  opened: readonly ConfigScope[],
  workspaces: ReadonlyMap<string, EffectiveWorkspace>,
  awaiting: ReadonlySet<string>,
  problems: ProblemList,
): { everywhere: string; byFolder: Map<string, string> } {
  let everywhere: string = defaults.activeWorkspace;
  const byFolder = new Map<string, string>();
  for (const scope of [...own, ...opened]) {
    const chosen = scope.value['activeWorkspace'];
    if (chosen === undefined) continue;
    if (typeof chosen === 'string' && awaiting.has(chosen)) continue;
    if (typeof chosen !== 'string' || !workspaces.has(chosen)) {
      const known = [...workspaces.keys()].join(', ');
      problems.error(
        scope,
        ['activeWorkspace'],
        `there is no workspace ${JSON.stringify(chosen)}${known === '' ? '' : `; known: ${known}`}`,
      );
      continue;
    }
    if (scope.kind === 'folder' && scope.folder !== undefined) byFolder.set(scope.folder, chosen);
    else everywhere = chosen;
  }
  if (!workspaces.has(everywhere)) everywhere = workspaces.keys().next().value ?? defaults.activeWorkspace;
  return { everywhere, byFolder };
}
