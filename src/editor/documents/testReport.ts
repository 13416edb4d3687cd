import * as l10n from '@vscode/l10n';
import type { TestRequestResult } from '../../protocol/gatewayRequests.ts';
import { code, filled, joinMarkdown, Markdown, safe } from '../markdown.ts';

/** The answer to a test request and the decision behind it, as a page. */
export function testReport(question: string, result: TestRequestResult): Markdown {
  const { decision } = result;
  const rows = Object.entries(decision).map(([name, value]) => safe`| ${name} | ${value} |`);
  return joinMarkdown(
    [
      result.ok
        ? safe`# ${filled(l10n.t('Answered by {0}'), decision['model'] ?? l10n.t('a model'))}`
        : safe`# ${filled(l10n.t('No answer: HTTP {0}'), result.status)}`,
      filled(l10n.t('{0} took {1} ms.'), code(question), result.durationMs),
      quote(result.text),
      safe`## ${l10n.t('Decision')}`,
      rows.length === 0
        ? filled(l10n.t('The request was refused before there was one.'))
        : joinMarkdown([safe`| | |`, safe`| --- | --- |`, ...rows], '\n'),
    ],
    '\n\n',
  );
}

/** The text as it came, whatever it holds. */
function quote(text: string): Markdown {
  const longestRun = Math.max(2, ...[...text.matchAll(/~+/g)].map(([run]) => run.length));
  const line = '~'.repeat(longestRun + 1);
  return new Markdown([line + 'text', text, line].join('\n'));
}
