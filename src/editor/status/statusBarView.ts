import * as l10n from '@vscode/l10n';
import { portTakerText } from '../../protocol/portTaker.ts';
import type { GatewayStatus, UnconfirmedWorkspace } from '../../protocol/status.ts';
import type { CommandId } from '../commands/commandIds.ts';
import { shortModelName } from './modelName.ts';
import { lacksProvider, statusProblems } from './statusProblems.ts';

/** What the status bar item shows. */
export interface StatusBarView {
  readonly icon: string;
  readonly text: string;
  /** Read aloud instead of the text. */
  readonly label: string;
  /** Whether requests go unanswered until the user does something. */
  readonly isWarning: boolean;
  /** What a click does. */
  readonly command: CommandId;
}

/**
 * The one line that says which model a request from this window would get right now, or why none.
 * @param awaitingReview workspaces of the folder that wait for the user's word
 * @param isStreaming a request runs: the icon turns, and nothing else changes
 */
export function statusBarView(
  status: GatewayStatus,
  awaitingReview: readonly UnconfirmedWorkspace[],
  isStreaming = false,
): StatusBarView {
  const { gateway } = status;
  switch (gateway.phase) {
    case 'starting':
      return quiet('loading~spin', 'Muxgate', l10n.t('Muxgate is starting'));
    case 'served-elsewhere':
      return quiet(
        'multiple-windows',
        l10n.t('another Muxgate has the port'),
        l10n.t('Muxgate: another one of yours has port {0}, which this window cannot join', gateway.port),
      );
    case 'port-taken':
      return {
        icon: 'warning',
        text: l10n.t('Port {0} is taken', gateway.port),
        label: l10n.t('Muxgate: port {0} is taken by {1}', gateway.port, portTakerText(gateway.by)),
        isWarning: true,
        command: 'muxgate.useAnotherPort',
      };
    case 'refused':
      return {
        icon: 'warning',
        text: l10n.t('Muxgate does not run'),
        label: l10n.t('Muxgate does not run: {0}', gateway.message),
        isWarning: true,
        command: 'muxgate.showLog',
      };
    case 'crashed':
      return {
        icon: 'warning',
        text: l10n.t('Muxgate stopped'),
        label: l10n.t('Muxgate stopped and will start again'),
        isWarning: true,
        command: 'muxgate.showLog',
      };
    case 'listening':
      return turning(listeningView(status, awaitingReview), isStreaming);
  }
}

function listeningView(
  status: GatewayStatus,
  awaitingReview: readonly UnconfirmedWorkspace[],
): StatusBarView {
  const { preview } = status;
  if (preview.model === undefined) {
    if (lacksProvider(status)) {
      return {
        ...quiet('arrow-swap', l10n.t('Muxgate: add a provider'), l10n.t('Muxgate has no provider yet')),
        command: 'muxgate.addProvider',
      };
    }
    const isRefusal = preview.error?.code === 'policy_violation';
    const reason = preview.error?.message ?? l10n.t('no rule and no workspace names one');
    const view = isRefusal
      ? quiet('lock', l10n.t('no local model'), l10n.t('Muxgate has no local model: {0}', reason))
      : quiet('warning', l10n.t('no model'), l10n.t('Muxgate has no model: {0}', reason));
    return { ...view, isWarning: true };
  }
  const waiting = status.waitingCount ?? 0;
  const short = shortModelName(preview.model);
  const model = waiting > 0 ? l10n.t('{0} ({1} waiting)', short, waiting) : short;
  const name = preview.route === undefined ? model : `@${preview.route}: ${model}`;
  const spoken =
    preview.route === undefined ? preview.model : l10n.t('@{0}, first {1}', preview.route, preview.model);
  const notes = [
    waiting > 0 ? l10n.t('{0} waiting for a rate limit', waiting) : undefined,
    preview.localOnly ? l10n.t('local only') : undefined,
    preview.cause === 'pin' ? l10n.t('pinned') : undefined,
    statusProblems(status).length > 0 ? l10n.t('with problems') : undefined,
    awaitingReview.length > 0 ? l10n.t('a folder workspace waits for review') : undefined,
  ].filter((note) => note !== undefined);
  return quiet(
    modelIcon(status, awaitingReview),
    name,
    [l10n.t('Muxgate: {0}', spoken), ...notes].join(', '),
  );
}

/** Only the icon that says nothing of its own turns: a lock or a pin stays in sight. */
function turning(view: StatusBarView, isStreaming: boolean): StatusBarView {
  return isStreaming && view.icon === 'arrow-swap' ? { ...view, icon: 'sync~spin' } : view;
}

/** The guidelines allow one icon: the strongest reason for this model, else what waits for the user. */
function modelIcon(status: GatewayStatus, awaitingReview: readonly UnconfirmedWorkspace[]): string {
  const { preview } = status;
  if (preview.localOnly) return 'lock';
  if (preview.cause === 'pin') return 'pinned';
  if (statusProblems(status).length > 0) return 'warning';
  if (awaitingReview.length > 0) return 'shield';
  return 'arrow-swap';
}

function quiet(icon: string, text: string, label: string): StatusBarView {
  return { icon, text, label, isWarning: false, command: 'muxgate.switchModel' };
}
