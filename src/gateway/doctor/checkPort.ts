import * as l10n from '@vscode/l10n';
import type { Finding } from '../../protocol/doctor.ts';
import { type PortTaker, portTakerText } from '../../protocol/portTaker.ts';
import { identifyPortHolder } from '../windows/portHolder.ts';
import { isLoopbackHost } from '../upstream/loopback.ts';
import type { DoctorCheck, DoctorContext } from './doctorContext.ts';
import { portOwner, type PortOwner } from './portOwner.ts';

/** Whether agents reach Muxgate at its port, and else who has it and whose program that is. */
export const checkPort: DoctorCheck = async ({ phase, config }) => {
  switch (phase?.phase) {
    case undefined:
      return [await examinedFromOutside(config)];
    case 'listening':
      return [
        {
          severity: 'good',
          title:
            phase.elsewhere === true
              ? l10n.t(
                  'The gateway of another window serves this one too, at {0}:{1}.',
                  phase.host,
                  phase.port,
                )
              : l10n.t('This window serves {0}:{1}.', phase.host, phase.port),
        },
        ...exposure(config),
      ];
    case 'served-elsewhere':
      return [
        {
          severity: 'warning',
          title:
            phase.version === undefined
              ? l10n.t('A Muxgate that this window cannot join has port {0}.', phase.port)
              : l10n.t(
                  'Muxgate {0}, which this window cannot join, has port {1}.',
                  phase.version,
                  phase.port,
                ),
          meaning: l10n.t(
            'It is of another version, or was started with “muxgate serve”. Agents are answered by its settings and rules; this window takes over when it ends.',
          ),
          advice: l10n.t('Reload the other windows after an update, or end “muxgate serve”.'),
          remedy: { action: 'reloadWindow' },
        },
      ];
    case 'port-taken':
      return [takenBy(phase.port, await portOwner(phase.port), phase.by)];
    case 'refused':
      return [
        {
          severity: 'broken',
          title: phase.message,
          meaning: l10n.t('Muxgate does not listen, so no agent reaches it.'),
          remedy: { action: 'openSettings' },
        },
      ];
    case 'starting':
    case 'crashed':
      return [
        {
          severity: 'warning',
          title: l10n.t('The gateway does not listen yet.'),
          advice: l10n.t('Wait a moment and run the doctor again; the log says what it does.'),
          remedy: { action: 'showLog' },
        },
      ];
  }
};

/** Asked from the command line: whoever has the port is asked what it is. */
async function examinedFromOutside({ host, port }: DoctorContext['config']): Promise<Finding> {
  const owner = await portOwner(port);
  const holder = await identifyPortHolder(reachable(host), port);
  if (holder.kind === 'muxgate') {
    return {
      severity: 'good',
      title:
        holder.version === undefined
          ? l10n.t('Muxgate answers on port {0}.', port)
          : l10n.t('Muxgate {0} answers on port {1}.', holder.version, port),
    };
  }
  if (owner === undefined && holder.taker === undefined) {
    return {
      severity: 'note',
      title: l10n.t('Nothing listens on port {0}.', port),
      advice: l10n.t('Start it with “muxgate serve”, or open an editor with the extension.'),
    };
  }
  return takenBy(port, owner, holder.taker);
}

function takenBy(port: number, owner: PortOwner | undefined, taker: PortTaker | undefined): Finding {
  return {
    severity: 'broken',
    title: l10n.t('Port {0} belongs to another program: {1}.', port, ownerText(owner, taker)),
    meaning: l10n.t('Agents that are pointed at this port talk to that program, with their keys.'),
    advice: l10n.t(
      'End that program, or use another port: agents that Muxgate connected follow when the editor changes it.',
    ),
    remedy: { action: 'useAnotherPort' },
  };
}

function ownerText(owner: PortOwner | undefined, taker: PortTaker | undefined): string {
  const description = taker === undefined ? undefined : portTakerText(taker);
  const { program, pid, user } = owner ?? {};
  const name =
    program === undefined || pid === undefined ? undefined : l10n.t('{0} (process {1})', program, pid);
  const whose =
    user === undefined
      ? undefined
      : name === undefined
        ? l10n.t('one of user {0}', user)
        : l10n.t('of user {0}', user);
  const known = [name, whose, description].filter((part) => part !== undefined);
  return known.length === 0 ? l10n.t('the system does not say which') : known.join(', ');
}

function exposure({ host, accessKeys }: DoctorContext['config']): Finding[] {
  if (isLoopbackHost(host)) return [];
  return [
    {
      severity: 'warning',
      title: l10n.t('Other machines can reach the gateway at {0}.', host),
      meaning:
        accessKeys.length === 1
          ? l10n.t('Everybody with the access key can use your providers.')
          : l10n.t('Everybody with one of the access keys can use your providers.'),
      advice: l10n.t('Set muxgate.host back to 127.0.0.1 unless that is meant.'),
      remedy: { action: 'openSetting', setting: 'muxgate.host' },
    },
  ];
}

/** A wildcard address is no address to call. */
function reachable(host: string): string {
  return host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
}
