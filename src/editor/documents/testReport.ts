import type { TestRequestResult } from '../../protocol/gatewayRequests.ts';
import { code, joinMarkdown, Markdown, md } from '../markdown.ts';

/** The answer to a test request and the decision behind it, as a page. */
export function testReport(question: string, result: TestRequestResult): Markdown {
  const { decision } = result;
  const rows = Object.entries(decision).map(([name, value]) => md`| ${name} | ${value} |`);
  return joinMarkdown(
    [
      result.ok
        ? md`# Answered by ${decision['model'] ?? 'a model'}`
        : md`# No answer: HTTP ${result.status}`,
      md`${code(question)} took ${result.durationMs} ms.`,
      quote(result.text),
      md`
## Decision
      `,
      rows.length === 0
        ? md`
The request was refused before there was one.
          `
        : joinMarkdown(
            [
              md`
| | |
              `,
              md`
| --- | --- |
              `,
              ...rows,
            ],
            '\n',
          ),
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
