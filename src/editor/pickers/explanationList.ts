import type { ExplainResult, RuleExplanation } from '../../protocol/gatewayRequests.ts';
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
    title: `Why this model? ${options.subject}`,
    placeholder: 'Search the rules; Enter opens the workspace',
    prompt: result.error?.message ?? result.reason,
    buttons: [
      { icon: 'search', tooltip: 'Explain another request', action: { do: 'explain another' } },
      { icon: 'open-preview', tooltip: 'Open as a page', action: { do: 'open report' } },
      { icon: 'gear', tooltip: 'Edit the workspace', action: edit },
    ],
    lines: [
      {
        label: result.model ?? 'No model',
        description: result.cause,
        icon: result.model === undefined ? 'error' : 'arrow-swap',
      },
      ...result.warnings.map((warning): PickLine<ExplanationAction> => ({ label: warning, icon: 'warning' })),
      ...(result.facts ?? []).map((fact): PickLine<ExplanationAction> => ({ label: fact, icon: 'info' })),
      ...routeLines(result.route),
      { separator: `rules of ${result.workspace}, the first match wins` },
      ...result.rules.map((rule): PickLine<ExplanationAction> => ({
        label: `${rule.number}. ${rule.name ?? rule.text}`,
        description: rule.name === undefined ? rule.outcome : `${rule.text} · ${rule.outcome}`,
        detail: rule.why,
        icon: outcomeIcons[rule.outcome],
        isActive: rule.outcome === (result.model === undefined ? 'guard' : 'matched'),
        action: edit,
      })),
      {
        label: options.catchAll === undefined ? 'Otherwise: no model' : `Otherwise ${options.catchAll}`,
        description: result.cause === 'catch-all' ? 'matched' : undefined,
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
      description: 'left out',
      detail: why,
      icon: 'circle-slash',
    })),
  ];
}

function fileLines({ layer, files }: ExplainResult): PickLine<ExplanationAction>[] {
  if (files.length === 0) return [{ separator: 'no file was looked at' }];
  return [
    { separator: layer === undefined ? 'files looked at' : `files looked at: ${layerNames[layer] ?? layer}` },
    ...files.map((file) => ({ label: file, icon: 'file' })),
  ];
}

const layerNames: Readonly<Record<string, string>> = {
  prompt: 'named in the message',
  active: 'the active editor',
  visible: 'the visible editors',
  open: 'the open tabs',
  history: 'named in earlier messages',
};
