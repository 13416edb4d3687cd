import * as l10n from '@vscode/l10n';
import type { ExplainResult, RuleExplanation } from '../../protocol/gatewayRequests.ts';
import { causeText, outcomeText } from './explanationTexts.ts';
import type { PickLine, PickList } from './pickRow.ts';

export type ExplanationAction =
  | { readonly do: 'edit workspace'; readonly workspace: string }
  | { readonly do: 'open report' }
  | { readonly do: 'explain another' };

const outcomeIcons: Record<RuleExplanation['outcome'], string> = {
  matched: 'check',
  'not matched': 'blank',
  broken: 'warning',
  disabled: 'circle-slash',
  'not reached': 'blank',
  guard: 'lock',
};

/**
 * A decision as a list: what was chosen and why, every rule with its outcome, the files that were looked at.
 * @param catchAll the workspace's model that answers when no rule matches
 */
export function explanationList(
  result: ExplainResult,
  options: { readonly subject: string; readonly catchAll: string | undefined },
): PickList<ExplanationAction> {
  const edit: ExplanationAction = { do: 'edit workspace', workspace: result.workspace };
  return {
    title: l10n.t('Why this model? {0}', options.subject),
    placeholder: l10n.t('Search the rules; Enter opens the workspace'),
    prompt: result.error?.message ?? result.reason,
    buttons: [
      { icon: 'search', tooltip: l10n.t('Explain another request'), action: { do: 'explain another' } },
      { icon: 'open-preview', tooltip: l10n.t('Open as a page'), action: { do: 'open report' } },
      { icon: 'gear', tooltip: l10n.t('Edit the workspace'), action: edit },
    ],
    lines: [
      {
        label: result.model ?? l10n.t('No model'),
        description: causeText(result.cause),
        icon: result.model === undefined ? 'error' : 'arrow-swap',
      },
      ...result.warnings.map((warning): PickLine<ExplanationAction> => ({ label: warning, icon: 'warning' })),
      ...(result.facts ?? []).map((fact): PickLine<ExplanationAction> => ({ label: fact, icon: 'info' })),
      ...routeLines(result.route),
      { separator: l10n.t('rules of {0}, the first match wins', result.workspace) },
      ...result.rules.map((rule): PickLine<ExplanationAction> => ({
        label: `${rule.number}. ${rule.name ?? rule.text}`,
        description:
          rule.name === undefined ? outcomeText(rule.outcome) : `${rule.text} · ${outcomeText(rule.outcome)}`,
        detail: rule.why,
        icon: outcomeIcons[rule.outcome],
        isActive: rule.outcome === (result.model === undefined ? 'guard' : 'matched'),
        action: edit,
      })),
      {
        label:
          options.catchAll === undefined
            ? l10n.t('Otherwise: no model')
            : l10n.t('Otherwise {0}', options.catchAll),
        description: result.cause === 'catch-all' ? l10n.t('matched') : undefined,
        icon: result.cause === 'catch-all' ? 'check' : 'blank',
        isActive: result.cause === 'catch-all',
        action: edit,
      },
      ...fileLines(result),
    ],
  };
}

/** The order of the route's targets, and who is left out. */
function routeLines(route: ExplainResult['route']): PickLine<ExplanationAction>[] {
  if (route === undefined) return [];
  return [
    { separator: `@${route.id}, ${route.strategy}` },
    ...route.order.map((target, index) => ({ label: `${index + 1}. ${target}`, icon: 'blank' })),
    ...route.leftOut.map(({ target, why }) => ({
      label: target,
      description: l10n.t('left out'),
      detail: why,
      icon: 'circle-slash',
    })),
  ];
}

function fileLines({ layer, files }: ExplainResult): PickLine<ExplanationAction>[] {
  if (files.length === 0) return [{ separator: l10n.t('no file was looked at') }];
  return [
    {
      separator:
        layer === undefined
          ? l10n.t('files looked at')
          : l10n.t('files looked at: {0}', layerNames[layer] ?? layer),
    },
    ...files.map((file) => ({ label: file, icon: 'file' })),
  ];
}

const layerNames: Readonly<Record<string, string>> = {
  prompt: l10n.t('named in the message'),
  active: l10n.t('the active editor'),
  visible: l10n.t('the visible editors'),
  open: l10n.t('the open tabs'),
  history: l10n.t('named in earlier messages'),
};
