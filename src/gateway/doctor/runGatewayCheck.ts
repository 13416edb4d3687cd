import type { Finding, GatewayCheckId } from '../../protocol/doctor.ts';
import { findingsWithin } from '../../protocol/findingsWithin.ts';
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
export function runGatewayCheck(
  id: GatewayCheckId,
  context: DoctorContext,
  signal: AbortSignal,
  timeoutMs = checkTimeoutMs,
): Promise<readonly Finding[]> {
  return findingsWithin((either) => checks[id](context, either), signal, timeoutMs);
}
