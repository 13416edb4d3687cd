import * as l10n from '@vscode/l10n';
import type { ExplainResult } from '../../protocol/gatewayRequests.ts';
import { code, filled, joinMarkdown, type Markdown, safe } from '../markdown.ts';
import { outcomeText } from '../pickers/explanationTexts.ts';

/** A decision as a page to read, keep or attach to a bug report. */
export function explanationReport(result: ExplainResult, subject: string): Markdown {
  const rows = result.rules.map(
    (rule) =>
      safe`| ${rule.number} | ${[rule.name, rule.text].filter((text) => text !== undefined).join(': ')} | ${outcomeText(rule.outcome)} | ${rule.why} |`,
  );
  return joinMarkdown(
    [
      safe`# ${filled(l10n.t('Why this model?'))}`,
      requestLine(result, subject),
      safe`## ${result.model ?? l10n.t('No model')}`,
      safe`${result.error?.message ?? result.reason ?? ''}`,
      ...result.warnings.map((warning) => safe`- ⚠ ${warning}`),
      ...(result.facts ?? []).map((fact) => safe`- ${fact}`),
      ...routeSection(result.route),
      safe`## ${l10n.t('Rules')}`,
      rows.length === 0
        ? filled(l10n.t('The workspace has no rules.'))
        : joinMarkdown(
            [
              safe`| # | ${l10n.t('rule')} | ${l10n.t('outcome')} | ${l10n.t('why')} |`,
              safe`| --- | --- | --- | --- |`,
              ...rows,
            ],
            '\n',
          ),
      safe`## ${l10n.t('Files looked at')}`,
      result.files.length === 0
        ? filled(l10n.t('None.'))
        : joinMarkdown(
            result.files.map((file) => safe`- ${code(file)}`),
            '\n',
          ),
    ],
    '\n\n',
  );
}

function requestLine({ kind, workspace }: ExplainResult, subject: string): Markdown {
  switch (kind) {
    case 'chat':
      return filled(l10n.t('{0}, a chat request in workspace **{1}**:'), subject, workspace);
    case 'fim':
      return filled(l10n.t('{0}, a completion (FIM) request in workspace **{1}**:'), subject, workspace);
    case 'embeddings':
      return filled(l10n.t('{0}, an embeddings request in workspace **{1}**:'), subject, workspace);
    default:
      return filled(l10n.t('{0}, in workspace **{1}**:'), subject, workspace);
  }
}

/** The order of the route's targets, and who is left out and why. */
function routeSection(route: ExplainResult['route']): Markdown[] {
  if (route === undefined) return [];
  const order = route.order.map((target, index) => safe`${index + 1}. ${code(target)}`);
  const leftOut = route.leftOut.map(
    ({ target, why }) => safe`- ${filled(l10n.t('{0} is left out: {1}'), code(target), why)}`,
  );
  return [
    safe`## ${filled(l10n.t('Route @{0}, {1}'), route.id, route.strategy)}`,
    joinMarkdown([...order, ...leftOut], '\n'),
  ];
}
