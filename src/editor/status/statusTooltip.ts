import type { BudgetStatus, GatewayStatus, UnconfirmedWorkspace } from '../../protocol/status.ts';
import { usdText } from '../../protocol/usdText.ts';
import { type BaseUrl, baseUrls, gatewayOrigin } from '../clients/baseUrls.ts';
import type { CommandId } from '../commands/commandIds.ts';
import { code, commandLink, icon, joinMarkdown, type Markdown, safe } from '../markdown.ts';
import { modelOf, providerOf } from './modelName.ts';
import { lacksProvider, statusProblems } from './statusProblems.ts';

/** The commands that the tooltip links to. */
export const tooltipCommands: readonly CommandId[] = [
  'muxgate.addProvider',
  'muxgate.connectAgent',
  'muxgate.copyBaseUrl',
  'muxgate.openSettings',
  'muxgate.restartGateway',
  'muxgate.reviewFolderWorkspace',
  'muxgate.setApiKey',
  'muxgate.showLog',
  'muxgate.switchModel',
  'muxgate.useAnotherPort',
  'muxgate.useRules',
  'muxgate.whyThisModel',
];

/** More problems than this are counted, not listed. */
const longestProblemList = 4;
const rule = '\n\n---\n\n';

/** What hovering over the status bar item shows. */
export function statusTooltip(
  status: GatewayStatus,
  awaitingReview: readonly UnconfirmedWorkspace[],
): Markdown {
  const sections = [
    headline(status),
    reviewSection(awaitingReview),
    problemSection(status),
    spendingSection(status),
    connectionSection(status),
    safe`${commandLink('Switch model', 'muxgate.switchModel', 'Pin a model or switch the workspace')} &nbsp;·&nbsp; ${commandLink('Settings', 'muxgate.openSettings', 'Providers, workspaces and rules')} &nbsp;·&nbsp; ${commandLink('Log', 'muxgate.showLog', 'What the gateway did')}`,
  ];
  return joinMarkdown(sections, rule);
}

function headline(status: GatewayStatus): Markdown {
  const { gateway } = status;
  switch (gateway.phase) {
    case 'starting':
      return safe`**Muxgate** is starting …`;
    case 'served-elsewhere':
      return safe`**Served by another window**

This window takes over port ${gateway.port} when that one closes.`;
    case 'port-taken':
      return safe`**Port ${gateway.port} is taken** by ${gateway.by ?? 'another program'}

${commandLink('Use another port', 'muxgate.useAnotherPort', 'Changes muxgate.port')}, or end that program: Muxgate tries again every second.`;
    case 'refused':
      return safe`**Muxgate does not run**

${gateway.message}`;
    case 'crashed':
      return safe`**Muxgate stopped** and starts again by itself.

${commandLink('Restart now', 'muxgate.restartGateway', 'Starts the gateway')} &nbsp;·&nbsp; ${commandLink('Why?', 'muxgate.showLog', 'Shows the log')}`;
    case 'listening':
      return modelHeadline(status);
  }
}

function modelHeadline(status: GatewayStatus): Markdown {
  const { preview } = status;
  if (preview.model === undefined) {
    if (!lacksProvider(status)) return safe`**No model answers** requests from this window.`;
    return safe`**No provider yet**

${commandLink('Add a provider', 'muxgate.addProvider', 'Servers and keys found on this machine, or your own')} and every agent that uses Muxgate can use its models.`;
  }
  const provider = status.providers.find(({ id }) => id === providerOf(preview.model ?? ''));
  const providerName = provider?.name ?? providerOf(preview.model) ?? '';
  const why = commandLink('Why?', 'muxgate.whyThisModel', 'The decision, rule by rule');
  const lines = [
    preview.route === undefined
      ? safe`**${modelOf(preview.model)}** &nbsp; ${providerName}`
      : safe`**@${preview.route}** &nbsp; first ${modelOf(preview.model)}, ${providerName}`,
    safe`Workspace ${workspaceName(status)}: ${preview.reason ?? 'the rules decide'} &nbsp;${why}`,
    status.override.chat === undefined
      ? undefined
      : safe`${icon('pinned')} Pinned in this window. ${commandLink('Use rules', 'muxgate.useRules', 'Clears the pins')}`,
    preview.localOnly ? safe`${icon('lock')} Only local models may answer here.` : undefined,
    waitingLine(status),
  ];
  return joinMarkdown(lines, '\n\n');
}

function waitingLine({ waitingCount = 0 }: GatewayStatus): Markdown | undefined {
  if (waitingCount === 0) return undefined;
  return safe`${icon('clock')} ${countOf(waitingCount, 'request')} waiting for a rate limit.`;
}

function workspaceName(status: GatewayStatus): string {
  const id = status.preview.workspace;
  return status.workspaces.find((workspace) => workspace.id === id)?.name ?? id;
}

function reviewSection(awaitingReview: readonly UnconfirmedWorkspace[]): Markdown | undefined {
  const [first] = awaitingReview;
  if (first === undefined) return undefined;
  const review = commandLink('Review it', 'muxgate.reviewFolderWorkspace', 'Shows its models first');
  return safe`${icon('shield')} This folder brings the workspace ${first.id}. ${review} before it is used.`;
}

function problemSection(status: GatewayStatus): Markdown | undefined {
  const problems = statusProblems(status);
  if (problems.length === 0 || status.gateway.phase !== 'listening') return undefined;
  const listed = problems.slice(0, longestProblemList).map(({ severity, text, needsKey }) => {
    const setKey = commandLink('Set its key', 'muxgate.setApiKey', 'Kept in the secret storage');
    return safe`${icon(severity)} ${text} ${needsKey === true ? setKey : ''}`;
  });
  const more = problems.length - listed.length;
  return joinMarkdown([...listed, more > 0 ? safe`and ${more} more` : undefined], '\n\n');
}

/** Nothing while nothing was spent and no budget is set: most users of local models pay nothing. */
function spendingSection({ spending, gateway }: GatewayStatus): Markdown | undefined {
  if (spending === undefined || gateway.phase !== 'listening') return undefined;
  const { todayUsd, monthUsd, hasUnknown, budgets } = spending;
  if (monthUsd === 0 && !hasUnknown && budgets.length === 0) return undefined;
  const unknown = hasUnknown ? ', and some of unknown cost' : '';
  const spent = safe`Spent ${usdText(todayUsd)} today, ${usdText(monthUsd)} this month${unknown}`;
  const [tightest] = [...budgets].sort((one, other) => shareLeft(one) - shareLeft(other));
  if (tightest === undefined) return spent;
  const { leftUsd, limitUsd, path } = tightest;
  return safe`${spent} &nbsp;·&nbsp; ${usdText(leftUsd)} of ${usdText(limitUsd)} left (${path})`;
}

function shareLeft({ leftUsd, limitUsd }: BudgetStatus): number {
  return leftUsd / limitUsd;
}

function connectionSection(status: GatewayStatus): Markdown | undefined {
  const origin = gatewayOrigin(status.gateway);
  if (origin === undefined) return undefined;
  const [rules, , anthropic] = baseUrls(origin);
  const row = (name: string, { url, kind }: BaseUrl): Markdown => {
    const copy = commandLink(
      icon('copy'),
      'muxgate.copyBaseUrl',
      `Copy the base URL for ${name} clients`,
      kind,
    );
    return safe`${name} &nbsp; ${code(url)} &nbsp;${copy}`;
  };
  const counts =
    status.gateway.phase === 'listening'
      ? safe` &nbsp;·&nbsp; ${countOf(status.requestCount, 'request')}, ${countOf(status.errorCount, 'error')} since start`
      : safe``;
  const connect = commandLink(
    'Connect an agent',
    'muxgate.connectAgent',
    'Claude Code, Continue, Cline, curl',
  );
  return joinMarkdown([row('OpenAI', rules), row('Anthropic', anthropic), safe`${connect}${counts}`], '\n\n');
}

function countOf(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
