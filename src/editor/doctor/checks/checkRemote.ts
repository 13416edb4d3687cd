import * as l10n from '@vscode/l10n';
import type { Finding } from '../../../protocol/doctor.ts';

export interface RemoteFacts {
  /** undefined: a local window. */
  readonly remoteName: string | undefined;
  /** Whether Muxgate runs where folder and terminals are. */
  readonly isWithTerminals: boolean;
  readonly origin: string | undefined;
  /** How the user's own machine reaches an address of the remote one. */
  readonly forwarded: (origin: string) => Promise<string>;
}

/** On which machine Muxgate answers, and how the user's own machine reaches it. */
export async function checkRemote(facts: RemoteFacts): Promise<readonly Finding[]> {
  const { remoteName, isWithTerminals, origin, forwarded } = facts;
  if (remoteName === undefined) {
    return [{ severity: 'good', title: l10n.t('Editor, terminals and Muxgate are on one machine.') }];
  }
  if (!isWithTerminals) {
    return [
      {
        severity: 'warning',
        title: l10n.t('Muxgate runs on your own machine, and this window is on {0}.', remoteName),
        meaning: l10n.t('Agents there do not reach 127.0.0.1 of your machine.'),
        advice: l10n.t('Install Muxgate in the remote window too, from the Extensions view.'),
      },
    ];
  }
  const here: Finding = {
    severity: 'good',
    title: l10n.t('Muxgate runs on {0}, where terminals and agents are.', remoteName),
  };
  if (origin === undefined) return [here];
  const outside = await forwarded(origin);
  if (portOf(outside) === portOf(origin)) return [here];
  return [
    here,
    {
      severity: 'note',
      title: l10n.t('From your own machine the gateway is at {0}.', outside),
      meaning: l10n.t(
        'The port is forwarded under another address. Only programs outside of this window need it; agents in its terminals do not.',
      ),
    },
  ];
}

function portOf(url: string): string | undefined {
  return URL.parse(url)?.port;
}
