import * as l10n from '@vscode/l10n';
import { access } from 'node:fs/promises';
import { getCACertificates } from 'node:tls';
import type { Finding } from '../../protocol/doctor.ts';
import { isLoopbackHost } from '../upstream/loopback.ts';
import { accountsOf } from './checkProviders.ts';
import type { DoctorCheck, DoctorContext } from './doctorContext.ts';

/** Whether connections are encrypted and to whom they say they are. */
export const checkCertificates: DoctorCheck = async (context) => {
  const findings = [
    ...failures(context),
    ...switchedOff(context),
    ...(await extraAuthorities(context)),
    ...unencrypted(context),
  ];
  if (findings.length > 0) return findings;
  const count = getCACertificates('system').length;
  return [
    {
      severity: 'good',
      title: l10n.t(
        "Certificates are checked. Authorities of the system that are trusted besides Node's own: {0}.",
        count,
      ),
    },
  ];
};

function failures({ providerStates }: DoctorContext): Finding[] {
  return providerStates.flatMap(({ failure }) =>
    failure?.kind !== 'tls'
      ? []
      : [
          {
            severity: 'broken',
            title: failure.message,
            meaning: l10n.t('Nothing is sent where the certificate cannot be trusted.'),
          },
        ],
  );
}

function switchedOff({ proxy, env }: DoctorContext): Finding[] {
  const findings: Finding[] = [];
  const meaning = l10n.t('Whoever is between here and the provider can read prompts and keys.');
  if (!proxy.strictSsl) {
    findings.push({
      severity: 'warning',
      title: l10n.t('http.proxyStrictSSL is off: certificates are not checked.'),
      meaning,
      advice: l10n.t("Turn it on, and add your company's authority to the system's certificates instead."),
      remedy: { action: 'openSetting', setting: 'http.proxyStrictSSL' },
    });
  }
  if (env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0') {
    findings.push({
      severity: 'warning',
      title: l10n.t('NODE_TLS_REJECT_UNAUTHORIZED is 0: certificates are not checked.'),
      meaning,
      advice: l10n.t('Remove the variable from the environment that the editor is started in.'),
    });
  }
  return findings;
}

async function extraAuthorities({ env }: DoctorContext): Promise<Finding[]> {
  const file = env['NODE_EXTRA_CA_CERTS'];
  if (file === undefined || file === '') return [];
  const isThere = await access(file).then(
    () => true,
    () => false,
  );
  if (isThere) return [];
  return [
    {
      severity: 'warning',
      title: l10n.t('The file that NODE_EXTRA_CA_CERTS names cannot be read: {0}', file),
      meaning: l10n.t('Its authorities are not trusted.'),
      advice: l10n.t('Correct the variable or put the file there, then start the editor anew.'),
    },
  ];
}

function unencrypted(context: DoctorContext): Finding[] {
  const open = accountsOf(context).filter(({ endpoint }) => {
    const url = URL.parse(endpoint);
    return url?.protocol === 'http:' && !isLoopbackHost(url.hostname);
  });
  return open.map(({ id, endpoint }) => ({
    severity: 'warning',
    title: l10n.t('Prompts and the key of “{0}” go unencrypted to {1}.', id, endpoint),
    advice: l10n.t('Use https, unless this is a network of your own.'),
    remedy: { action: 'openSettings', page: 'providers' },
  }));
}
