import type { Gateway } from '../gateway/gateway.ts';
import type { Log } from '../gateway/log.ts';
import { discoverProviders } from '../gateway/providers/discovery.ts';

/**
 * The configuration of a gateway that was given none: a provider for every local server and key variable found on this
 * machine. A local server's first model answers when no rule does; a paid one is never chosen by itself.
 */
export async function discoveredConfig(
  gateway: Gateway,
  env: NodeJS.ProcessEnv,
  log: Log,
): Promise<Record<string, unknown>> {
  const found = await discoverProviders({
    send: gateway.send,
    env,
    signal: AbortSignal.timeout(5000),
    configured: [],
  });
  const providers = Object.fromEntries(
    found.map(({ id, type, endpoint, keyVariable }) => [
      id,
      { type, endpoint, apiKey: keyVariable === undefined ? undefined : `\${env:${keyVariable}}` },
    ]),
  );
  for (const { id, title, endpoint, keyVariable } of found) {
    log.info(`found ${title} (${endpoint ?? `$${keyVariable ?? ''}`}) as provider "${id}"`);
  }
  const chatModel = found
    .filter((provider) => provider.keyVariable === undefined)
    .flatMap((provider) =>
      provider.models.filter((model) => !/embed/i.test(model)).map((model) => `${provider.id}/${model}`),
    )[0];
  if (found.length === 0)
    log.info('found no local server and no key variable; only demo/echo and demo/tools answer');
  return JSON.parse(JSON.stringify({ providers, workspaces: { default: { model: chatModel } } })) as Record<
    string,
    unknown
  >;
}
