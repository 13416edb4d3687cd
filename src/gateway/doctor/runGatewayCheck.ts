import * as l10n from '@vscode/l10n';
import type { Finding, GatewayCheckId } from '../../protocol/doctor.ts';
import { checkCertificates } from './checkCertificates.ts';
import { checkConfiguration } from './checkConfiguration.ts';
import { checkDataFolder } from './checkDataFolder.ts';
import { checkKeys } from './checkKeys.ts';
import { checkLimits } from './checkLimits.ts';
import { checkPort } from './checkPort.ts';
import { checkProcess } from './checkProcess.ts';
import { checkProviders } from './checkProviders.ts';
import { checkProxies } from './checkProxies.ts';
import { checkRouting } from './checkRouting.ts';
import type { DoctorCheck, DoctorContext } from './doctorContext.ts';

/** What the doctor looks at here: one file each. */
const checks: Readonly<Record<GatewayCheckId, DoctorCheck>> = {
  port: checkPort,
  process: checkProcess,
  data: checkDataFolder,
  configuration: checkConfiguration,
  routing: checkRouting,
  providers: checkProviders,
  keys: checkKeys,
  proxies: checkProxies,
  certificates: checkCertificates,
  limits: checkLimits,
};

/** Longer than the longest wait inside a check. */
const checkTimeoutMs = 20_000;

/** Runs one check within its time. What it throws is a finding; rejects only with the signal's reason. */
export async function runGatewayCheck(
  id: GatewayCheckId,
  context: DoctorContext,
  signal: AbortSignal,
  timeoutMs = checkTimeoutMs,
): Promise<readonly Finding[]> {
  const limit = AbortSignal.timeout(timeoutMs);
  const either = AbortSignal.any([signal, limit]);
  const aborted = new Promise<never>((_resolve, reject) => {
    either.addEventListener('abort', () => reject(toError(either.reason)), { once: true });
  });
  try {
    return await Promise.race([checks[id](context, either), aborted]);
  } catch (error) {
    signal.throwIfAborted();
    const why = limit.aborted
      ? l10n.t('it took more than {0} s', timeoutMs / 1000)
      : error instanceof Error
        ? error.message
        : String(error);
    return [
      {
        severity: 'warning',
        title: l10n.t('This could not be checked: {0}', why),
        advice: l10n.t('Check again; if it stays like this, report an issue.'),
      },
    ];
  }
}

function toError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}
