import type { ExplainResult } from '../../protocol/gatewayRequests.ts';
import { code, joinMarkdown, type Markdown, md } from '../markdown.ts';

/** A decision as a page to read, keep or attach to a bug report. */
export function explanationReport(result: ExplainResult, subject: string): Markdown {
  const rows = result.rules.map(
    (rule) => md`| ${rule.number} | ${rule.name ?? ''} ${code(rule.text)} | ${rule.outcome} | ${rule.why} |`,
  );
  return joinMarkdown(
    [
      md`
# Why this model?
      `,
      md`${subject}, a ${result.kind} request in workspace **${result.workspace}**:`,
      md`## ${result.model ?? 'No model'}`,
      md`${result.error?.message ?? result.reason ?? ''}`,
      ...result.warnings.map((warning) => md`- ⚠ ${warning}`),
      md`
## Rules
      `,
      rows.length === 0
        ? md`
The workspace has no rules.
          `
        : joinMarkdown(
            [
              md`
| # | rule | outcome | why |
              `,
              md`
| --- | --- | --- | --- |
              `,
              ...rows,
            ],
            '\n',
          ),
      md`
## Files looked at
      `,
      result.files.length === 0
        ? md`
None.
          `
        : joinMarkdown(
            result.files.map((file) => md`- ${code(file)}`),
            '\n',
          ),
    ],
    '\n\n',
  );
}
