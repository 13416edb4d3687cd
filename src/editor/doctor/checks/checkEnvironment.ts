import * as l10n from '@vscode/l10n';
import type { Finding } from '../../../protocol/doctor.ts';

/** Variables by which agents that the editor starts find where to go. */
const addressVariables = [
  'ANTHROPIC_BASE_URL',
  'OPENAI_BASE_URL',
  'OPENAI_API_BASE',
  'GOOGLE_GEMINI_BASE_URL',
  'COPILOT_PROVIDER_BASE_URL',
];

/**
 * Variables that lead agents of this editor elsewhere: to another port of this machine, where nobody or an older Muxgate is,
 * or to another host.
 * @param origin the gateway's, when it listens
 */
export function checkEnvironment(env: NodeJS.ProcessEnv, origin: string | undefined): readonly Finding[] {
  const findings: Finding[] = [];
  for (const name of addressVariables) {
    const url = URL.parse(env[name] ?? '');
    if (url === null || origin === undefined || isSamePlace(url, new URL(origin))) continue;
    findings.push({
      severity: isLoopback(url) ? 'warning' : 'note',
      title: l10n.t('{0} leads agents of this editor to {1}, not to Muxgate.', name, url.host),
      meaning: isLoopback(url)
        ? l10n.t('Muxgate is at {0}: it may have used another port when the variable was set.', origin)
        : l10n.t('Agents that heed the variable do not use your rules.'),
      advice: l10n.t('Remove the variable, or point the agent here.'),
      remedy: { action: 'connectAgent' },
    });
  }
  if (findings.length > 0) return findings;
  return [{ severity: 'good', title: l10n.t('No variable of the environment leads agents elsewhere.') }];
}

function isSamePlace(url: URL, gateway: URL): boolean {
  return isLoopback(url) && portOf(url) === portOf(gateway);
}

function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
}

function portOf(url: URL): string {
  return url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
}
