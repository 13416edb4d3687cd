import type { ExplainResult } from '../../protocol/gatewayRequests.ts';
import { code, joinMarkdown, type Markdown, safe } from '../markdown.ts';

/** A decision as a page to read, keep or attach to a bug report. */
export function explanationReport(result: ExplainResult, subject: string): Markdown {
  const rows = result.rules.map(
    (rule) =>
      safe`| ${rule.number} | ${[rule.name, rule.text].filter((text) => text !== undefined).join(': ')} | ${rule.outcome} | ${rule.why} |`,
  );
  return joinMarkdown(
    [
      safe`# Why this model?`,
      safe`${subject}, a ${result.kind} request in workspace **${result.workspace}**:`,
      safe`## ${result.model ?? 'No model'}`,
      safe`${result.error?.message ?? result.reason ?? ''}`,
      ...result.warnings.map((warning) => safe`- ⚠ ${warning}`),
      ...(result.facts ?? []).map((fact) => safe`- ${fact}`),
      ...routeSection(result.route),
      safe`## Rules`,
      rows.length === 0
        ? safe`The workspace has no rules.`
        : joinMarkdown([safe`| # | rule | outcome | why |`, safe`| --- | --- | --- | --- |`, ...rows], '\n'),
      safe`## Files looked at`,
      result.files.length === 0
        ? safe`None.`
        : joinMarkdown(
            result.files.map((file) => safe`- ${code(file)}`),
            '\n',
          ),
    ],
    '\n\n',
  );
}

/** The order of the route's targets, and who is left out and why. */
function routeSection(route: ExplainResult['route']): Markdown[] {
  if (route === undefined) return [];
  const order = route.order.map((target, index) => safe`${index + 1}. ${code(target)}`);
  const leftOut = route.leftOut.map(({ target, why }) => safe`- ${code(target)} is left out: ${why}`);
  return [safe`## Route @${route.id}, ${route.strategy}`, joinMarkdown([...order, ...leftOut], '\n')];
}
