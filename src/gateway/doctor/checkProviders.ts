import * as l10n from '@vscode/l10n';
import type { Finding, Remedy } from '../../protocol/doctor.ts';
import type { ProviderTestResult } from '../../protocol/gatewayRequests.ts';
import { defaultAccount } from '../../config/accountSchema.ts';
import type { Provider } from '../providers/provider.ts';
import { testProvider } from '../providers/testProvider.ts';
import type { SendAttempt } from '../upstream/attempt.ts';
import type { DoctorCheck, DoctorContext } from './doctorContext.ts';

/** One that has not answered by then counts as silent; the others are not held up. */
const answerTimeoutMs = 12_000;
/** Signed calls and certificates go wrong when clocks differ by minutes. */
const skewLimitMs = 3 * 60_000;

/** Asks every account of every provider for its models, all at once. Costs nothing: nothing is generated. */
export const checkProviders: DoctorCheck = async (context, signal) => {
  const asked = accountsOf(context);
  const skews: number[] = [];
  const send: SendAttempt = async (attempt) => {
    const answer = await context.send(attempt);
    const theirs = Date.parse(answer.headers['date'] ?? '');
    if (!Number.isNaN(theirs)) skews.push(context.now() - theirs);
    return answer;
  };
  const findings = await Promise.all(
    asked.map((provider) => examine(provider, { ...context, send }, signal)),
  );
  return [...findings, ...clockFinding(skews)];
};

/** What can be asked: accounts that are on, without the built-in demo. */
export function accountsOf({ standings, providerFor }: DoctorContext): Provider[] {
  return standings
    .filter(({ account }) => account.enabled)
    .map(({ account }) => providerFor(account.provider, account.id))
    .filter((provider) => provider !== undefined)
    .filter(({ entry }) => entry.type !== 'demo');
}

async function examine(
  provider: Provider,
  { send, keyRing }: DoctorContext,
  signal: AbortSignal,
): Promise<Finding> {
  const limit = AbortSignal.timeout(answerTimeoutMs);
  try {
    const result = await testProvider(provider, { send, keyRing, signal: AbortSignal.any([signal, limit]) });
    return resultFinding(provider, result);
  } catch (error) {
    signal.throwIfAborted();
    if (!limit.aborted) throw error;
    return {
      severity: 'broken',
      title: l10n.t('“{0}” did not answer within {1} s.', accountName(provider), answerTimeoutMs / 1000),
      advice: l10n.t('Check the endpoint {0}, the network and the proxy.', provider.endpoint),
      remedy: { action: 'openSettings', page: 'providers' },
    };
  }
}

function resultFinding(provider: Provider, result: ProviderTestResult): Finding {
  if (!result.ok) {
    return {
      severity: 'broken',
      title: result.message,
      meaning: failureMeaning(result.failureKind),
      remedy: failureRemedy(provider, result.failureKind),
    };
  }
  if (result.models.length === 0 && provider.entry.modelList !== undefined) {
    return {
      severity: 'warning',
      title: result.message,
      remedy: { action: 'openSettings', page: 'providers' },
    };
  }
  const name = accountName(provider);
  return {
    severity: 'good',
    title:
      result.models.length === 0
        ? result.message
        : l10n.t('“{0}” answers in {1} ms. Models: {2}.', name, result.durationMs, result.models.length),
  };
}

function failureMeaning(kind: string | undefined): string | undefined {
  switch (kind) {
    case 'unauthorized':
    case 'key missing':
    case 'key bound elsewhere':
      return l10n.t('Requests to it are refused until it has a key that it accepts.');
    case 'tls':
      return l10n.t('Nothing is sent where the certificate cannot be trusted.');
    case 'refused':
    case 'dns':
    case 'timeout':
      return l10n.t('Requests to it fail, or go to the next model of their route.');
    default:
      return undefined;
  }
}

function failureRemedy({ login }: Provider, kind: string | undefined): Remedy {
  switch (kind) {
    case 'unauthorized':
    case 'key missing':
    case 'key bound elsewhere':
      return { action: login === undefined ? 'setApiKey' : 'signIn' };
    default:
      return { action: 'openSettings', page: 'providers' };
  }
}

/** The machine's clock against those of the providers, of which most agree. */
function clockFinding(skews: readonly number[]): Finding[] {
  const sorted = skews.toSorted((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined || Math.abs(middle) < skewLimitMs) return [];
  const minutes = Math.round(Math.abs(middle) / 60_000);
  return [
    {
      severity: 'warning',
      title:
        middle > 0
          ? l10n.t("This machine's clock is {0} minutes ahead of the providers'.", minutes)
          : l10n.t("This machine's clock is {0} minutes behind the providers'.", minutes),
      meaning: l10n.t('Signed requests and sign-ins are refused, and resets of limits are told wrongly.'),
      advice: l10n.t('Let the system set its clock from the network.'),
    },
  ];
}

/** `anthropic`, or with which account. */
export function accountName({ id, account }: Provider): string {
  return account === defaultAccount ? id : `${id} / ${account}`;
}
