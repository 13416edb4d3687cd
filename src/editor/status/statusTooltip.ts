import * as l10n from '@vscode/l10n';
import { portTakerText } from '../../protocol/portTaker.ts';
import type { BudgetStatus, GatewayStatus, UnconfirmedWorkspace } from '../../protocol/status.ts';
import { usdText } from '../../protocol/usdText.ts';
import { type BaseUrl, baseUrls, gatewayOrigin } from '../clients/baseUrls.ts';
import type { CommandId } from '../commands/commandIds.ts';
import { code, commandLink, filled, icon, joinMarkdown, type Markdown, safe } from '../markdown.ts';
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

/**
 * What hovering over the status bar item shows.
 * @param isRemote the gateway is on another machine than the user
 */
export function statusTooltip(
  status: GatewayStatus,
  awaitingReview: readonly UnconfirmedWorkspace[],
  isRemote = false,
): Markdown {
  const sections = [
    headline(status),
    reviewSection(awaitingReview),
    problemSection(status),
    spendingSection(status),
    connectionSection(status, isRemote),
    safe`${commandLink(l10n.t('Switch model'), 'muxgate.switchModel', l10n.t('Pin a model or switch the workspace'))} &nbsp;·&nbsp; ${commandLink(l10n.t('Settings'), 'muxgate.openSettings', l10n.t('Providers, workspaces and rules'))} &nbsp;·&nbsp; ${commandLink(l10n.t('Log'), 'muxgate.showLog', l10n.t('What the gateway did'))}`,
  ];
  return joinMarkdown(sections, rule);
}

function headline(status: GatewayStatus): Markdown {
  const { gateway } = status;
  switch (gateway.phase) {
    case 'starting':
      return filled(l10n.t('**Muxgate** is starting …'));
    case 'served-elsewhere':
      return paragraphs(
        filled(l10n.t('**Another Muxgate of yours has port {0}**'), gateway.port),
        filled(
          l10n.t(
            'This window cannot join it: it is “muxgate serve”, or another version ({0}); reload the windows so that all have the same. This window takes over when that one ends.',
          ),
          gateway.version ?? '?',
        ),
      );
    case 'port-taken':
      return paragraphs(
        filled(l10n.t('**Port {0} is taken** by {1}'), gateway.port, portTakerText(gateway.by)),
        filled(
          l10n.t('{0}, or end that program: Muxgate tries again every second.'),
          commandLink(l10n.t('Use another port'), 'muxgate.useAnotherPort', l10n.t('Changes muxgate.port')),
        ),
      );
    case 'refused':
      return paragraphs(filled(l10n.t('**Muxgate does not run**')), safe`${gateway.message}`);
    case 'crashed':
      return paragraphs(
        filled(l10n.t('**Muxgate stopped** and starts again by itself.')),
        safe`${commandLink(l10n.t('Restart now'), 'muxgate.restartGateway', l10n.t('Starts the gateway'))} &nbsp;·&nbsp; ${commandLink(l10n.t('Why?'), 'muxgate.showLog', l10n.t('Shows the log'))}`,
      );
    case 'listening':
      return modelHeadline(status);
  }
}

function modelHeadline(status: GatewayStatus): Markdown {
  const { preview } = status;
  if (preview.model === undefined) {
    if (!lacksProvider(status)) return filled(l10n.t('**No model answers** requests from this window.'));
    return paragraphs(
      filled(l10n.t('**No provider yet**')),
      filled(
        l10n.t('{0} and every agent that uses Muxgate can use its models.'),
        commandLink(
          l10n.t('Add a provider'),
          'muxgate.addProvider',
          l10n.t('Servers and keys found on this machine, or your own'),
        ),
      ),
    );
  }
  const provider = status.providers.find(({ id }) => id === providerOf(preview.model ?? ''));
  const providerName = provider?.name ?? providerOf(preview.model) ?? '';
  const why = commandLink(l10n.t('Why?'), 'muxgate.whyThisModel', l10n.t('The decision, rule by rule'));
  const lines = [
    preview.route === undefined
      ? safe`**${modelOf(preview.model)}** &nbsp; ${providerName}`
      : filled(l10n.t('**@{0}** &nbsp; first {1}, {2}'), preview.route, modelOf(preview.model), providerName),
    filled(
      l10n.t('Workspace {0}: {1} {2}'),
      workspaceName(status),
      preview.reason ?? l10n.t('the rules decide'),
      safe`&nbsp;${why}`,
    ),
    status.override.chat === undefined
      ? undefined
      : filled(
          l10n.t('{0} Pinned in this window. {1}'),
          icon('pinned'),
          commandLink(l10n.t('Use rules'), 'muxgate.useRules', l10n.t('Clears the pins')),
        ),
    preview.localOnly
      ? safe`${icon('lock')} ${filled(l10n.t('Only local models may answer here.'))}`
      : undefined,
    waitingLine(status),
  ];
  return joinMarkdown(lines, '\n\n');
}

function waitingLine({ waitingCount = 0 }: GatewayStatus): Markdown | undefined {
  if (waitingCount === 0) return undefined;
  const text =
    waitingCount === 1
      ? l10n.t('1 request waiting for a rate limit.')
      : l10n.t('{0} requests waiting for a rate limit.', waitingCount);
  return safe`${icon('clock')} ${filled(text)}`;
}

function workspaceName(status: GatewayStatus): string {
  const id = status.preview.workspace;
  return status.workspaces.find((workspace) => workspace.id === id)?.name ?? id;
}

function reviewSection(awaitingReview: readonly UnconfirmedWorkspace[]): Markdown | undefined {
  const [first] = awaitingReview;
  if (first === undefined) return undefined;
  const review = commandLink(
    l10n.t('Review it'),
    'muxgate.reviewFolderWorkspace',
    l10n.t('Shows its models first'),
  );
  return filled(
    l10n.t('{0} This folder brings the workspace {1}. {2} before it is used.'),
    icon('shield'),
    first.id,
    review,
  );
}

function problemSection(status: GatewayStatus): Markdown | undefined {
  const problems = statusProblems(status);
  if (problems.length === 0 || status.gateway.phase !== 'listening') return undefined;
  const listed = problems.slice(0, longestProblemList).map(({ severity, text, needsKey }) => {
    const setKey = commandLink(
      l10n.t('Set its key'),
      'muxgate.setApiKey',
      l10n.t('Kept in the secret storage'),
    );
    return safe`${icon(severity)} ${text} ${needsKey === true ? setKey : ''}`;
  });
  const more = problems.length - listed.length;
  return joinMarkdown([...listed, more > 0 ? filled(l10n.t('and {0} more'), more) : undefined], '\n\n');
}

/** Nothing while nothing was spent and no budget is set: most users of local models pay nothing. */
function spendingSection({ spending, gateway }: GatewayStatus): Markdown | undefined {
  if (spending === undefined || gateway.phase !== 'listening') return undefined;
  const { todayUsd, monthUsd, hasUnknown, budgets } = spending;
  if (monthUsd === 0 && !hasUnknown && budgets.length === 0) return undefined;
  const spent = filled(
    hasUnknown
      ? l10n.t('Spent {0} today, {1} this month, and some of unknown cost')
      : l10n.t('Spent {0} today, {1} this month'),
    usdText(todayUsd),
    usdText(monthUsd),
  );
  const [tightest] = [...budgets].sort((one, other) => shareLeft(one) - shareLeft(other));
  if (tightest === undefined) return spent;
  const { leftUsd, limitUsd, path } = tightest;
  const left = filled(l10n.t('{0} of {1} left ({2})'), usdText(leftUsd), usdText(limitUsd), path);
  return safe`${spent} &nbsp;·&nbsp; ${left}`;
}

function shareLeft({ leftUsd, limitUsd }: BudgetStatus): number {
  return leftUsd / limitUsd;
}

function connectionSection(status: GatewayStatus, isRemote: boolean): Markdown | undefined {
  const origin = gatewayOrigin(status.gateway);
  if (origin === undefined) return undefined;
  const [rules, , anthropic] = baseUrls(origin);
  const row = (name: string, { url, kind }: BaseUrl): Markdown => {
    const copy = commandLink(
      icon('copy'),
      'muxgate.copyBaseUrl',
      l10n.t('Copy the base URL for {0} clients', name),
      kind,
    );
    return safe`${name} &nbsp; ${code(url)} &nbsp;${copy}`;
  };
  const counts =
    status.gateway.phase === 'listening'
      ? safe` &nbsp;·&nbsp; ${filled(l10n.t('{0}, {1} since start'), requestsText(status.requestCount), errorsText(status.errorCount))}`
      : safe``;
  const connect = commandLink(
    l10n.t('Connect an agent'),
    'muxgate.connectAgent',
    l10n.t('Claude Code, Continue, Cline, curl'),
  );
  const elsewhere = commandLink(
    l10n.t('another address'),
    'muxgate.copyBaseUrl',
    l10n.t('The port as VS Code forwards it'),
  );
  return joinMarkdown(
    [
      row('OpenAI', rules),
      row('Anthropic', anthropic),
      isRemote
        ? filled(l10n.t('For agents in this remote; programs on your own computer need {0}.'), elsewhere)
        : undefined,
      safe`${connect}${counts}`,
    ],
    '\n\n',
  );
}

function requestsText(count: number): string {
  return count === 1 ? l10n.t('1 request') : l10n.t('{0} requests', count);
}

function errorsText(count: number): string {
  return count === 1 ? l10n.t('1 error') : l10n.t('{0} errors', count);
}

function paragraphs(...texts: readonly Markdown[]): Markdown {
  return joinMarkdown(texts, '\n\n');
}
