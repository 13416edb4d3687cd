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
 */
export function statusBarView(
  status: GatewayStatus,
  awaitingReview: readonly UnconfirmedWorkspace[],
): StatusBarView {
  const { gateway } = status;
  switch (gateway.phase) {
    case 'starting':
      return quiet('loading~spin', 'Muxgate', 'Muxgate is starting');
    case 'served-elsewhere':
      return quiet('multiple-windows', 'served by another window', 'Muxgate is served by another window');
    case 'port-taken':
      return {
        icon: 'warning',
        text: `Port ${gateway.port} is taken`,
        label: `Muxgate: port ${gateway.port} is taken by ${gateway.by ?? 'another program'}`,
        isWarning: true,
        command: 'muxgate.useAnotherPort',
      };
    case 'refused':
      return {
        icon: 'warning',
        text: 'Muxgate does not run',
        label: `Muxgate does not run: ${gateway.message}`,
        isWarning: true,
        command: 'muxgate.showLog',
      };
    case 'crashed':
      return {
        icon: 'warning',
        text: 'Muxgate stopped',
        label: 'Muxgate stopped and will start again',
        isWarning: true,
        command: 'muxgate.showLog',
      };
    case 'listening':
      return listeningView(status, awaitingReview);
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
        ...quiet('arrow-swap', 'Muxgate: add a provider', 'Muxgate has no provider yet'),
        command: 'muxgate.addProvider',
      };
    }
    const isRefusal = preview.error?.code === 'policy_violation';
    const text = isRefusal ? 'no local model' : 'no model';
    const reason = preview.error?.message ?? 'no rule and no workspace names one';
    return {
      ...quiet(isRefusal ? 'lock' : 'warning', text, `Muxgate has ${text}: ${reason}`),
      isWarning: true,
    };
  }
  const waiting = status.waitingCount ?? 0;
  const model = shortModelName(preview.model) + (waiting > 0 ? ` (${waiting} waiting)` : '');
  const name = preview.route === undefined ? model : `@${preview.route}: ${model}`;
  const spoken = preview.route === undefined ? preview.model : `@${preview.route}, first ${preview.model}`;
  const notes = [
    waiting > 0 ? `${waiting} waiting for a rate limit` : undefined,
    preview.localOnly ? 'local only' : undefined,
    preview.cause === 'pin' ? 'pinned' : undefined,
    statusProblems(status).length > 0 ? 'with problems' : undefined,
    awaitingReview.length > 0 ? 'a folder workspace waits for review' : undefined,
  ].filter((note) => note !== undefined);
  return quiet(modelIcon(status, awaitingReview), name, [`Muxgate: ${spoken}`, ...notes].join(', '));
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
