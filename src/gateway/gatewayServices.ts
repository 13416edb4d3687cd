import type { Cost } from './usage/money/ledger.ts';
import type { EffectiveConfig } from '../config/effectiveConfig.ts';
import type { LiveAccountPool } from './accounts/liveAccountPool.ts';
import { askForText } from './exchange/askForText.ts';
import { systemClock } from './exchange/clock.ts';
import { explainOverrides } from './exchange/overrides/explainOverrides.ts';
import type { GatewayServices } from './exchange/services.ts';
import type { GatewayCore } from './gatewayCore.ts';
import { SecondOpinion } from './intent/secondOpinion.ts';
import type { Log } from './log.ts';
import type { ProviderDirectory } from './providerDirectory.ts';
import { credentialHeaders } from './providers/credentials.ts';
import type { KeyRing } from './providers/keyRing.ts';
import type { Router } from './routing/router.ts';
import { timeOrderedId } from './exchange/timeOrderedId.ts';

/** What a gateway serves with; what a new configuration replaces is asked for anew at every call. */
export interface ServiceParts extends Pick<
  GatewayServices,
  'version' | 'ledger' | 'batchBills' | 'cache' | 'send'
> {
  readonly log: Log;
  readonly core: GatewayCore;
  readonly keyRing: KeyRing;
  readonly accounts: LiveAccountPool;
  readonly config: () => EffectiveConfig;
  readonly directory: () => ProviderDirectory;
  readonly router: () => Router;
}

/** What the pipeline needs of a gateway, for as long as the gateway lives. */
export function createGatewayServices(parts: ServiceParts): GatewayServices {
  const { core, keyRing, log, config, directory, router } = parts;
  const { windows, watch } = core;
  const secondOpinion = new SecondOpinion<Cost>({
    ask: (target, request, signal, onPaid) => askForText(services, target, request, signal, onPaid),
    isLocal: (target) => directory().isLocal(target),
    log: { debug: (message) => log.debug(message) },
  });
  const askIntent: GatewayServices['secondOpinion'] = (request, onPaid) => {
    const settings = config().intent.secondOpinion;
    if (settings === undefined || request.request.kind !== 'chat') return undefined;
    const question = router().intentQuestion(request, windows);
    return question === undefined ? undefined : secondOpinion.on(question, settings, onPaid);
  };
  const services: GatewayServices = {
    version: parts.version,
    config,
    decide: (request) => router().decide(request, windows),
    decidePassed: (request) => router().decidePassed(request, windows),
    secondOpinion: askIntent,
    explain: (request) =>
      explainOverrides(router().explain(request, windows), request.request, (reference) =>
        directory().override(reference),
      ),
    provider: (id) => directory().provider(id),
    providerFor: (id, account) => directory().providerFor(id, account),
    accounts: parts.accounts,
    ledger: parts.ledger,
    batchBills: parts.batchBills,
    latency: core.latency,
    providerStates: () => directory().states(),
    listedModels: (id) => directory().listedModels(id),
    capabilities: (reference) => directory().capabilities(reference),
    override: (reference) => directory().override(reference),
    credentials: (provider, caller) =>
      credentialHeaders(provider, keyRing, {
        ...caller,
        isAccessKey: (key) => config().accessKeys.includes(key) || core.accessKeys.includes(key),
      }),
    ids: core.ids,
    usageWishes: core.usageWishes,
    missingEndpoints: core.missingEndpoints,
    responses: core.responses,
    send: parts.send,
    observer: watch.observer,
    metrics: watch.metrics,
    capture: watch.capture,
    cache: parts.cache,
    log,
    clock: systemClock,
    randomId: timeOrderedId,
  };
  return services;
}
