import type { Finding } from '../doctor.ts';
import type { GatewayStatus } from '../status.ts';
import { redactSettings } from './redactSettings.ts';
import { type PrivateFacts, Redactor } from './redactor.ts';

export interface DiagnosticFacts {
  /** Versions, system, editor: what is safe to tell, by name. */
  readonly about: readonly (readonly [name: string, value: string])[];
  readonly status: GatewayStatus;
  /** The user's own settings. */
  readonly settings: unknown;
  readonly results: readonly { readonly title: string; readonly findings: readonly Finding[] }[];
  /** The oldest first. */
  readonly logLines: readonly string[];
  readonly secrets: readonly string[];
  readonly home: string;
  readonly names: readonly string[];
  /** Addresses by default of the provider types. */
  readonly publicHosts: readonly string[];
  /** Ids that say nothing of the user: names of provider types. */
  readonly publicIds: ReadonlySet<string>;
}

const maxLogLines = 80;
const maxLineLength = 400;

/** Everything that helps to find a fault, as Markdown that anybody may read: no prompt, key, file, folder, host or person. */
export function diagnosticBundle(facts: DiagnosticFacts): string {
  const { status } = facts;
  const redactor = new Redactor({ ...facts, ids: substitutes(facts) } satisfies PrivateFacts);
  const safe = (text: string): string => redactor.text(text).replace(/\s+/g, ' ');
  const sections = [
    '## Diagnostics',
    [
      ...facts.about.map(([name, value]) => `- ${name}: ${safe(value)}`),
      `- Gateway: ${status.gateway.phase}`,
      `- Requests: ${status.requestCount}, failed: ${status.errorCount}, waiting: ${status.waitingCount ?? 0}`,
      `- Workspaces: ${status.workspaces.length}, with rules: ${status.workspaces.filter(({ rules }) => rules.length > 0).length}, routes: ${status.routes?.length ?? 0}`,
      `- Access keys: ${status.accessKeysSet ? 'set' : 'none'}`,
    ].join('\n'),
    '### Providers',
    listOr(
      status.providers.map(({ id, type, state, failureKind, message, models, accounts = [] }) => {
        const states = accounts.map((account) => account.state).join(', ');
        const why = [failureKind, message].filter((text) => text !== undefined).map(safe);
        return `- ${safe(id)} (${type}): ${state}, ${models.length} models, accounts: ${states === '' ? 'none' : states}${why.length === 0 ? '' : `; ${why.join(': ')}`}`;
      }),
    ),
    '### Findings',
    listOr(
      facts.results.flatMap(({ title, findings }) =>
        findings.map((finding) => {
          const texts = [finding.title, finding.meaning].filter((text) => text !== undefined);
          return `- ${finding.severity}: ${title}: ${safe(texts.join(' '))}`;
        }),
      ),
    ),
    '### Settings',
    fenced('json', JSON.stringify(redactSettings(facts.settings, redactor), null, 2)),
    '### Log',
    fenced(
      '',
      facts.logLines
        .slice(-maxLogLines)
        .map((line) => safe(line).slice(0, maxLineLength))
        .join('\n'),
    ),
  ];
  return `${sections.join('\n\n')}\n`;
}

/** What stands for the ids that the user chose. */
function substitutes({ status, publicIds }: DiagnosticFacts): ReadonlyMap<string, string> {
  const ids = new Map<string, string>();
  const add = (kind: string, names: readonly string[]): void => {
    names.forEach((name, index) => {
      if (!publicIds.has(name) && !ids.has(name)) ids.set(name, `${kind}-${index + 1}`);
    });
  };
  add(
    'provider',
    status.providers.map(({ id }) => id),
  );
  add(
    'provider',
    status.providers.map(({ name }) => name),
  );
  add(
    'workspace',
    status.workspaces.map(({ id }) => id),
  );
  add(
    'workspace',
    status.workspaces.map(({ name }) => name),
  );
  add(
    'route',
    (status.routes ?? []).map(({ id }) => id),
  );
  for (const { accounts = [] } of status.providers)
    add(
      'account',
      accounts.map(({ id }) => id),
    );
  return ids;
}

function listOr(lines: readonly string[]): string {
  return lines.length === 0 ? 'None.' : lines.join('\n');
}

/** A block that nothing in the text ends. */
function fenced(language: string, text: string): string {
  const longestRun = Math.max(2, ...[...text.matchAll(/~+/g)].map(([run]) => run.length));
  const fence = '~'.repeat(longestRun + 1);
  return [fence + language, text, fence].join('\n');
}
