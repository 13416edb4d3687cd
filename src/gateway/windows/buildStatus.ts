import type { EffectiveConfig, EffectiveRoute, EffectiveWorkspace } from '../../config/effectiveConfig.ts';
import type {
  GatewayPhase,
  GatewayStatus,
  PreviewStatus,
  ProviderStatus,
  RouteStatus,
  WorkspaceStatus,
} from '../../protocol/status.ts';
import { accountStatuses } from '../accounts/accountStatuses.ts';
import type { Gateway } from '../gateway.ts';
import { formatModelReference } from '../modelReference.ts';
import type { ProviderState } from '../providers/provider.ts';
import { isLocalTarget } from '../providers/isLocalTarget.ts';
import type { Explanation } from '../routing/decision.ts';
import type { EditorWindow } from '../routing/window.ts';
import type { Router } from '../routing/router.ts';
import { ruleStatus } from '../explain/ruleStatus.ts';

/** What the status is made of; nothing is computed twice elsewhere. */
export interface StatusSources {
  readonly phase: GatewayPhase;
  readonly gateway: Gateway;
  readonly window: EditorWindow | undefined;
}

/** Everything that the status bar, pickers and webview of one window show. */
export function buildStatus(sources: StatusSources): GatewayStatus {
  const { gateway, window } = sources;
  const { config, router } = gateway;
  const explanation = router.preview(window);
  const standings = gateway.accounts.standings();
  return {
    gateway: sources.phase,
    preview: previewOf(explanation, config),
    activeWorkspace: explanation.decision?.workspace ?? window?.override.workspace ?? config.activeWorkspace,
    workspaces: [...config.workspaces.values()].map((workspace) =>
      workspaceStatus(workspace, router, window),
    ),
    unconfirmedWorkspaces: config.unconfirmedWorkspaces,
    routes: [...config.routes.values()].map(routeStatus),
    providers: [
      ...gateway.providerStates().flatMap((state) => providerStatus(state, gateway, standings)),
      ...brokenProviders(config),
    ],
    problems: [
      ...[...config.problems, ...gateway.treasury.problems].map(({ path, message, severity, source }) => ({
        path,
        message,
        severity,
        source,
      })),
      ...databaseProblems(gateway),
    ],
    requestCount: gateway.counter.counts.requests,
    errorCount: gateway.counter.counts.errors,
    runningCount: gateway.live.runningCount,
    waitingCount: gateway.accounts.waiting,
    override: window?.override ?? {},
    accessKeysSet: config.accessKeys.length > 0,
    spending: gateway.treasury.status(),
  };
}

/** What is wrong with the file that the record is in. */
function databaseProblems({ database }: Gateway): GatewayStatus['problems'] {
  const { problem } = database;
  return problem === undefined ? [] : [{ path: 'record', message: problem, severity: 'warning' }];
}

function previewOf(explanation: Explanation, config: EffectiveConfig): PreviewStatus {
  const { decision } = explanation;
  if (decision === undefined) {
    return {
      workspace: config.activeWorkspace,
      localOnly: explanation.error?.code === 'policy_violation',
      error: explanation.error,
      warnings: [],
    };
  }
  return {
    model: formatModelReference(decision.target),
    route: decision.plan.route,
    workspace: decision.workspace,
    cause: decision.cause,
    rule: decision.rule?.text,
    reason: decision.reason,
    localOnly: decision.localOnly !== undefined,
    file: decision.matchedFile?.path ?? decision.files[0]?.path,
    warnings: decision.warnings,
  };
}

function routeStatus({ id, name, strategy, broken, targets }: EffectiveRoute): RouteStatus {
  const models = targets.filter(({ enabled }) => enabled !== false).map(({ model }) => model);
  return { id, name: name ?? id, strategy: strategy ?? 'priority', broken, targets: models };
}

function workspaceStatus(
  workspace: EffectiveWorkspace,
  router: Router,
  window: EditorWindow | undefined,
): WorkspaceStatus {
  return {
    id: workspace.id,
    name: workspace.name ?? workspace.id,
    model: workspace.model,
    origin: workspace.origin,
    broken: workspace.broken,
    rules: workspace.rules.map((rule) => ruleStatus(rule, router, window)),
  };
}

function providerStatus(
  state: ProviderState,
  gateway: Gateway,
  standings: ReturnType<Gateway['accounts']['standings']>,
): ProviderStatus[] {
  const provider = gateway.provider(state.id);
  if (provider === undefined) return [];
  return [
    {
      id: provider.id,
      name: provider.name,
      type: provider.entry.type,
      endpoint: provider.endpoint,
      state: state.state,
      failureKind: state.failure?.kind,
      message: state.failure?.message,
      local: provider.local,
      fetchedAtMs: state.fetchedAtMs,
      accounts: accountStatuses(standings, provider.id, (account) =>
        gateway.providerFor(provider.id, account),
      ),
      models: state.models.map((model) => ({
        id: model.id,
        name: model.name,
        local: isLocalTarget(provider, model.id, model),
        contextTokens: model.contextTokens,
        maxOutputTokens: model.maxOutputTokens,
        tools: model.tools,
        images: model.images,
        reasoning: model.reasoning,
        fim: model.fim,
        embeddings: model.embeddings,
      })),
    },
  ];
}

function brokenProviders(config: EffectiveConfig): ProviderStatus[] {
  return [...config.brokenProviders].map(([id, message]) => ({
    id,
    name: id,
    type: '',
    endpoint: '',
    state: 'broken',
    message,
    local: false,
    models: [],
  }));
}
