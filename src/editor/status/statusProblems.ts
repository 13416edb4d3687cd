import * as l10n from '@vscode/l10n';
import type { GatewayStatus, ProviderStatus } from '../../protocol/status.ts';
import { providerOf } from './modelName.ts';
import { providerStateText } from './providerStateText.ts';

/** Something that the user should mend, in one sentence. */
export interface ShownProblem {
  readonly text: string;
  readonly severity: 'error' | 'warning';
  /** The provider's key is what is missing. */
  readonly needsKey?: boolean;
}

/** Whether nothing answers because there is no provider yet: that is the start, and no problem. */
export function lacksProvider({ preview, providers }: GatewayStatus): boolean {
  return preview.model === undefined && preview.error?.code !== 'policy_violation' && !providers.some(isReal);
}

/** Whether the user has a provider; the built-in demo answers only when named. */
export function hasProvider(status: GatewayStatus): boolean {
  return status.providers.some(isReal);
}

function isReal({ type }: ProviderStatus): boolean {
  return type !== 'demo';
}

/** What stands between the user and the models that were meant: for this window's next request, the worst first. */
export function statusProblems(status: GatewayStatus): ShownProblem[] {
  const { preview } = status;
  const target = status.providers.find((provider) => provider.id === providerOf(preview.model ?? ''));
  const targetFails =
    target?.state === 'failing' || target?.state === 'key missing' || target?.state === 'broken';
  const active = status.workspaces.find((workspace) => workspace.id === preview.workspace);
  const problems: ShownProblem[] = [
    ...(preview.error === undefined || lacksProvider(status) ? [] : [error(preview.error.message)]),
    ...(targetFails ? [targetProblem(target)] : []),
    ...(active?.broken === undefined
      ? []
      : [error(l10n.t('workspace {0}: {1}', active.name, active.broken))]),
    ...preview.warnings.map(warning),
    ...status.problems.map(({ path, message, severity }): ShownProblem => ({
      text: `${path}: ${message}`,
      severity,
    })),
  ];
  return distinct(problems);
}

function targetProblem({ name, message, state }: ProviderStatus): ShownProblem {
  return { ...error(`${name}: ${message ?? providerStateText(state)}`), needsKey: state === 'key missing' };
}

function error(text: string): ShownProblem {
  return { text, severity: 'error' };
}

function warning(text: string): ShownProblem {
  return { text, severity: 'warning' };
}

function distinct(problems: readonly ShownProblem[]): ShownProblem[] {
  return [...new Map(problems.map((problem) => [problem.text, problem])).values()];
}
