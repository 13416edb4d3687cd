import { resolveConfig } from '../../src/config/resolveConfig.ts';
import type { ConfigInput } from '../../src/config/schema.ts';
import type { AccountStanding } from '../../src/gateway/accounts/account.ts';
import type { DoctorContext } from '../../src/gateway/doctor/doctorContext.ts';
import { GatewayError } from '../../src/gateway/errors.ts';
import { createProvider } from '../../src/gateway/providers/createProvider.ts';
import { KeyRing } from '../../src/gateway/providers/keyRing.ts';

export interface DoctorCase extends Partial<Omit<DoctorContext, 'config' | 'standings'>> {
  readonly config?: ConfigInput;
  /** How the provider's one account stands, by provider; else active. */
  readonly standings?: Readonly<Record<string, AccountStanding>>;
}

/** A gateway with a configuration, of which nothing is out of order but what a test says. */
export function doctorContext(given: DoctorCase = {}): DoctorContext {
  const { config: input = {}, standings = {}, env = {}, ...differences } = given;
  const config = resolveConfig([{ kind: 'user', value: { ...input } }], {
    env,
    trusted: true,
    confirmedWorkspaces: [],
  });
  const providers = [...config.providers.values()];
  return {
    phase: { phase: 'listening', host: config.host, port: config.port },
    config,
    providerFor: (id) => {
      const provider = config.providers.get(id);
      return provider === undefined ? undefined : createProvider(provider, env);
    },
    providerStates: [],
    standings: providers.map(({ id }) => ({
      account: {
        id: 'default',
        provider: id,
        name: id,
        enabled: true,
        priority: 0,
        weight: 1,
        limits: {},
        flatRate: false,
      },
      standing: standings[id] ?? { state: 'active' },
      limits: [],
    })),
    spending: {
      todayUsd: 0,
      monthUsd: 0,
      hasUnknown: false,
      hasUnknownToday: false,
      providers: [],
      budgets: [],
    },
    keyRing: new KeyRing(),
    send: ({ provider }) =>
      Promise.reject(new GatewayError('provider_unavailable', `nobody is at ${provider.endpoint}`)),
    database: { problem: undefined, file: '/nowhere/muxgate.db', read: () => undefined },
    preview: {},
    proxy: { noProxy: [], strictSsl: true },
    env,
    now: () => 0,
    ...differences,
  };
}
