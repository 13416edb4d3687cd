import * as l10n from '@vscode/l10n';

/** What the doctor looks at in the gateway's own process, in the order shown. */
export const gatewayChecks = [
  'port',
  'process',
  'data',
  'configuration',
  'routing',
  'providers',
  'keys',
  'proxies',
  'certificates',
  'limits',
] as const;

export type GatewayCheckId = (typeof gatewayChecks)[number];

/** From what does not work at all to what is as it should be. */
const severities = ['broken', 'warning', 'note', 'good'] as const;

export type Severity = (typeof severities)[number];

/** What somebody can do about a finding with one click, where there are clicks. */
export type Remedy =
  | { readonly action: 'addProvider' | 'restartGateway' | 'showLog' | 'useAnotherPort' }
  | { readonly action: 'reviewFolderWorkspace' | 'installCommand' | 'connectAgent' | 'setAccessKey' }
  | { readonly action: 'setApiKey' | 'signIn' | 'reloadWindow' | 'trustFolder' }
  | { readonly action: 'openSettings'; readonly page?: 'providers' | 'workspaces' | 'limits' }
  | { readonly action: 'openSetting'; readonly setting: string };

/** One thing that the doctor found. */
export interface Finding {
  readonly severity: Severity;
  /** What was found, as one sentence. */
  readonly title: string;
  /** What it means. */
  readonly meaning?: string;
  /** What to do. */
  readonly advice?: string;
  readonly remedy?: Remedy;
}

/** The names of the gateway's checks, as headings. */
export function gatewayCheckTitle(check: GatewayCheckId): string {
  switch (check) {
    case 'port':
      return l10n.t('Port');
    case 'process':
      return l10n.t('Gateway process');
    case 'data':
      return l10n.t('Data folder');
    case 'configuration':
      return l10n.t('Configuration');
    case 'routing':
      return l10n.t('Routing');
    case 'providers':
      return l10n.t('Providers');
    case 'keys':
      return l10n.t('Keys');
    case 'proxies':
      return l10n.t('Proxies');
    case 'certificates':
      return l10n.t('Certificates');
    case 'limits':
      return l10n.t('Limits and budgets');
  }
}

/** The findings with the worst first; those alike stay in order. */
export function worstFirst(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
}
