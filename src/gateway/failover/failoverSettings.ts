import type { EffectiveConfig, Failover } from '../../config/effectiveConfig.ts';

/** The settings that hold for a provider's failure in a route: the route's, else the provider's, else the global ones. */
export function failoverSettings(
  config: Pick<EffectiveConfig, 'failover' | 'providers' | 'routes'>,
  provider: string,
  route: string | undefined,
): Failover {
  const ofProvider = config.providers.get(provider)?.failover;
  const ofRoute = route === undefined ? undefined : config.routes.get(route)?.failover;
  if (ofProvider === undefined && ofRoute === undefined) return config.failover;
  return { ...config.failover, ...ofProvider, ...ofRoute };
}
