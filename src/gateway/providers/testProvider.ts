import type { ProviderTestResult } from '../../protocol/gatewayRequests.ts';
import type { SendAttempt } from '../upstream/attempt.ts';
import { isLoopbackHost } from '../upstream/loopback.ts';
import { fetchModels } from './fetchModels.ts';
import { hostAddresses, thisMachine } from './hostAddresses.ts';
import type { KeyRing } from './keyRing.ts';
import { filterModels } from './modelFilter.ts';
import type { Provider } from './provider.ts';
import { type ProviderFailure, toProviderFailure } from './providerFailure.ts';

/** Another address of the same machine answers at once or not at all. */
const alternativeTimeoutMs = 2_000;

export interface TestProviderOptions {
  readonly send: SendAttempt;
  readonly keyRing: KeyRing;
  readonly signal: AbortSignal;
  /** Where the machine around this container or WSL may be; found out by default. */
  readonly hostAddresses?: () => readonly string[];
}

/**
 * Tries a provider by asking for its models, and says what is wrong in words that one can act on. A loopback endpoint that
 * refuses is also tried at the host's address; what answered there comes as `alternativeEndpoint`.
 * Rejects only with the signal's reason.
 */
export async function testProvider(
  provider: Provider,
  options: TestProviderOptions,
): Promise<ProviderTestResult> {
  const { send, keyRing, signal } = options;
  const startedAtMs = performance.now();
  const durationMs = (): number => Math.round(performance.now() - startedAtMs);
  try {
    const fetched = await fetchModels(provider, keyRing.keyFor(provider), send, signal);
    const models = filterModels(provider, fetched).map((model) => model.id);
    const message =
      provider.entry.modelList === undefined && provider.entry.type !== 'demo'
        ? unaskedMessage(provider)
        : successMessage(provider, models.length);
    return { ok: true, message, models, durationMs: durationMs() };
  } catch (error) {
    signal.throwIfAborted();
    const failure = toProviderFailure(error);
    if (failure.kind === 'no model list' && provider.models !== undefined) {
      const models = filterModels(provider, []).map((model) => model.id);
      return {
        ok: true,
        message: `"${provider.id}" answers; its models are those typed by hand.`,
        models,
        durationMs: durationMs(),
      };
    }
    const alternativeEndpoint =
      failure.kind === 'refused' ? await findAlternative(provider, options) : undefined;
    return {
      ok: false,
      failureKind: failure.kind,
      message: failureMessage(provider, failure, alternativeEndpoint),
      models: [],
      durationMs: durationMs(),
      alternativeEndpoint,
    };
  }
}

/** Such a type offers nothing that could be asked for without a price. */
function unaskedMessage({ id }: Provider): string {
  return `"${id}" has no list of models to ask for, so nothing was sent. Send a test request to see whether it answers.`;
}

function successMessage(provider: Provider, count: number): string {
  return count === 0
    ? `"${provider.id}" answers, but lists no model. Install or load one, or type a model by hand.`
    : `"${provider.id}" answers and lists ${count} ${count === 1 ? 'model' : 'models'}.`;
}

function failureMessage(
  provider: Provider,
  failure: ProviderFailure,
  alternative: string | undefined,
): string {
  if (alternative !== undefined)
    return `${failure.message} A server answers at ${alternative}; use that as the endpoint.`;
  if (failure.kind === 'unauthorized' && provider.auth === 'passthrough') {
    return `${failure.message} With passthrough Muxgate has no key of its own to ask for the models with; type them by hand.`;
  }
  return failure.message;
}

/** The first of the host's addresses where something answers, be it with an error; no key is sent there. */
async function findAlternative(
  provider: Provider,
  { send, signal, hostAddresses: addresses }: TestProviderOptions,
): Promise<string | undefined> {
  const url = URL.parse(provider.endpoint);
  if (url === null || !isLoopbackHost(url.hostname)) return undefined;
  const candidates = (addresses?.() ?? hostAddresses(thisMachine())).map((host) => {
    const candidate = new URL(url);
    candidate.hostname = host;
    return candidate.href.replace(/\/+$/, '');
  });
  const answers = await Promise.all(
    candidates.map((endpoint) => answersAt({ ...provider, endpoint }, send, signal)),
  );
  signal.throwIfAborted();
  return candidates.find((_, index) => answers[index] === true);
}

async function answersAt(provider: Provider, send: SendAttempt, signal: AbortSignal): Promise<boolean> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(alternativeTimeoutMs)]);
  try {
    await fetchModels({ ...provider, headers: {} }, { notNeeded: true }, send, limit);
    return true;
  } catch (error) {
    return toProviderFailure(error).kind === 'unauthorized';
  }
}
