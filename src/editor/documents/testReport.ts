import type { TestRequestResult } from '../../protocol/gatewayRequests.ts';
import { code, joinMarkdown, Markdown, safe } from '../markdown.ts';

/** The answer to a test request and the decision behind it, as a page. */
export function testReport(question: string, result: TestRequestResult): Markdown {
  const { decision } = result;
  const rows = Object.entries(decision).map(([name, value]) => safe`| ${name} | ${value} |`);
  return joinMarkdown(
    [
      result.ok
        ? safe`# Answered by ${decision['model'] ?? 'a model'}`
        : safe`# No answer: HTTP ${result.status}`,
      safe`${code(question)} took ${result.durationMs} ms.`,
      quote(result.text),
      safe`## Decision`,
      rows.length === 0
        ? safe`The request was refused before there was one.`
        : joinMarkdown([safe`| | |`, safe`| --- | --- |`, ...rows], '\n'),
    ],
    '\n\n',
  );
}

/** The text as it came, whatever it holds. */
function quote(text: string): Markdown {
  const longestRun = Math.max(2, ...[...text.matchAll(/~+/g)].map(([run]) => run.length));
  const line = '~'.repeat(longestRun + 1);
  return new Markdown([`${line}text`, text, line].join('\n'));
}
