import { dryRunRequest, explainResult } from '../gateway/explain/dryRun.ts';
import type { ExplainResult } from '../protocol/gatewayRequests.ts';
import { createHeadlessGateway } from './headlessGateway.ts';
import type { CommandLine } from './options.ts';

/**
 * `muxgate explain`: which model would answer, and every rule with why it did or did not match. Sends nothing.
 * @returns 0 when a model would answer, 1 when the request would be refused
 */
export async function explainCommand(
  line: CommandLine,
  env: NodeJS.ProcessEnv,
  version: string,
): Promise<number> {
  const { gateway } = await createHeadlessGateway(line, env, version, 'error');
  try {
    const run = dryRunRequest({
      text: line.operands.join(' '),
      files: line.files,
      request: line.request,
      model: line.model,
    });
    const result = explainResult(gateway.services().explain(run), run.request.kind);
    process.stdout.write(line.json ? `${JSON.stringify(result, null, 2)}\n` : explainText(result));
    return result.error === undefined ? 0 : 1;
  } finally {
    await gateway.close();
  }
}

/** An explanation for the terminal. */
function explainText(result: ExplainResult): string {
  const head =
    result.model === undefined
      ? [`refused: ${result.error?.code ?? ''}: ${result.error?.message ?? ''}`]
      : [result.model, `  ${result.reason ?? ''}`, `  workspace ${result.workspace}, ${result.kind}`];
  const files = result.files.length === 0 ? [] : [`  files: ${result.files.join(', ')}`];
  const facts = (result.facts ?? []).length === 0 ? [] : [`  ${(result.facts ?? []).join('; ')}`];
  const marks: Record<ExplainResult['rules'][number]['outcome'], string> = {
    matched: '✓',
    'not matched': '·',
    broken: '!',
    disabled: '-',
    'not reached': ' ',
    guard: '#',
  };
  const rules = result.rules.map(
    (rule) => `  ${marks[rule.outcome]} ${rule.number}. ${rule.text}: ${rule.why}`,
  );
  const route = routeLines(result.route);
  const warnings = result.warnings.map((warning) => `  warning: ${warning}`);
  return `${[...head, ...files, ...facts, ...route, ...rules, ...warnings].map(withoutControls).join('\n')}\n`;
}

/** The order of a route's targets, and who is left out and why. */
function routeLines(route: ExplainResult['route']): string[] {
  if (route === undefined) return [];
  return [
    `  @${route.id} (${route.strategy}):`,
    ...route.order.map((target, index) => `    ${index + 1}. ${target}`),
    ...route.leftOut.map(({ route: id, target, why }) => `    - ${target} of @${id}: ${why}`),
  ];
}

/** Names of rules and files may hold line breaks and escape sequences; a terminal gets neither. */
function withoutControls(line: string): string {
  return line.replace(/\p{Cc}+/gu, ' ');
}
