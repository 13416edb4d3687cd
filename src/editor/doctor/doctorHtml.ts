import * as l10n from '@vscode/l10n';
import type { Finding, Severity } from '../../protocol/doctor.ts';
import type { CheckResult } from './editorCheck.ts';
import { remedyCommand } from './remedyCommand.ts';

/** What the page shows: nothing in it runs scripts, so that it is whole at once. */
export interface DoctorPage {
  readonly results: readonly CheckResult[];
  /** How many checks are still running; 0: the page is complete. */
  readonly runningCount: number;
  /** Where its style sheet and icons are, and what may load them. */
  readonly style: string;
  readonly codicons: string;
  readonly source: string;
  /** BCP 47 tag of the language of its texts. */
  readonly language: string;
}

const icons: Readonly<Record<Severity, string>> = {
  broken: 'error',
  warning: 'warning',
  note: 'info',
  good: 'pass',
};

/** The doctor's page: what is wrong first, then all that was looked at. */
export function doctorHtml(page: DoctorPage): string {
  const { results, source } = page;
  const policy = ["default-src 'none'", `style-src ${source}`, `font-src ${source}`].join('; ');
  const wrong = results.flatMap(({ title, findings }) =>
    findings
      .filter(({ severity }) => severity === 'broken' || severity === 'warning')
      .map((f) => ({ title, f })),
  );
  return `<!DOCTYPE html>
<html lang="${escaped(page.language)}">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(l10n.t('Muxgate Doctor'))}</title>
<link rel="stylesheet" href="${escaped(page.codicons)}">
<link rel="stylesheet" href="${escaped(page.style)}">
</head>
<body>
<main>
<header>
<h1>${escaped(l10n.t('Muxgate Doctor'))}</h1>
<p role="status" class="summary">${escaped(summary(page))}</p>
<p class="actions">
${link('muxgate.doctor', l10n.t('Check Again'), 'primary')}
${link('muxgate.reportIssue', l10n.t('Report an Issue'))}
</p>
</header>
${wrong.length === 0 ? '' : `<section aria-labelledby="wrong"><h2 id="wrong">${escaped(l10n.t('What to look after'))}</h2><ul>${wrong.map(({ title, f }) => findingHtml(f, title)).join('')}</ul></section>`}
<section aria-labelledby="all"><h2 id="all">${escaped(l10n.t('Everything that was checked'))}</h2>
${results.map(resultHtml).join('\n')}
</section>
</main>
</body>
</html>`;
}

/** In one sentence: how it stands. */
export function summary({ results, runningCount }: Pick<DoctorPage, 'results' | 'runningCount'>): string {
  if (runningCount > 0) {
    return runningCount === 1 ? l10n.t('Checking, 1 to go…') : l10n.t('Checking, {0} to go…', runningCount);
  }
  const count = (severity: Severity): number =>
    results.flatMap(({ findings }) => findings).filter((finding) => finding.severity === severity).length;
  const [broken, warnings] = [count('broken'), count('warning')];
  if (broken === 0 && warnings === 0) return l10n.t('Everything is as it should be.');
  if (broken === 0) {
    return warnings === 1
      ? l10n.t('Everything works. One thing deserves a look.')
      : l10n.t('Everything works. {0} things deserve a look.', warnings);
  }
  return broken === 1 ? l10n.t('One thing does not work.') : l10n.t('{0} things do not work.', broken);
}

function resultHtml({ title, findings }: CheckResult): string {
  const good = findings.filter(({ severity }) => severity === 'good' || severity === 'note');
  const wrongCount = findings.length - good.length;
  const rest =
    wrongCount === 0
      ? ''
      : `<li class="more">${escaped(wrongCount === 1 ? l10n.t('1 finding above') : l10n.t('{0} findings above', wrongCount))}</li>`;
  return `<section class="check"><h3>${escaped(title)}</h3><ul>${good.map((finding) => findingHtml(finding)).join('')}${rest}</ul></section>`;
}

function findingHtml(finding: Finding, check?: string): string {
  const { severity, title, meaning, advice, remedy } = finding;
  const texts = [meaning, advice].filter((text) => text !== undefined);
  const command = remedy === undefined ? undefined : remedyCommand(remedy);
  return [
    `<li class="finding ${severity}">`,
    `<span class="codicon codicon-${icons[severity]}" role="img" aria-label="${escaped(severityName(severity))}"></span>`,
    '<div>',
    `<p class="title">${check === undefined ? '' : `<span class="area">${escaped(check)}</span> `}${escaped(title)}</p>`,
    ...texts.map((text) => `<p>${escaped(text)}</p>`),
    command === undefined
      ? ''
      : `<p>${link(command.command, command.label, undefined, command.argument)}</p>`,
    '</div></li>',
  ].join('');
}

function severityName(severity: Severity): string {
  switch (severity) {
    case 'broken':
      return l10n.t('Does not work');
    case 'warning':
      return l10n.t('Warning');
    case 'note':
      return l10n.t('Note');
    case 'good':
      return l10n.t('Good');
  }
}

function link(command: string, label: string, kind = 'secondary', argument?: unknown): string {
  const query = argument === undefined ? '' : `?${encodeURIComponent(JSON.stringify([argument]))}`;
  return `<a class="button ${kind}" role="button" href="command:${command}${escaped(query)}">${escaped(label)}</a>`;
}

/** Messages of providers may hold anything. */
function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
