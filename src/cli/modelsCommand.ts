import { namedChoices } from '../gateway/http/namedChoices.ts';
import { createHeadlessGateway } from './headlessGateway.ts';
import type { CommandLine } from './options.ts';

/** Longest that the command waits for the providers' lists. */
const listTimeoutMs = 10_000;

/** `muxgate models`: every route and model that can be asked for by name, by provider, and why a provider has none. */
export async function modelsCommand(
  line: CommandLine,
  env: NodeJS.ProcessEnv,
  version: string,
): Promise<number> {
  const { gateway } = await createHeadlessGateway(line, env, version, 'error');
  try {
    await gateway.refreshModels(undefined, AbortSignal.timeout(listTimeoutMs));
    const services = gateway.services();
    const providers = gateway.providers().map((provider) => ({
      id: provider.id,
      type: provider.entry.type,
      endpoint: provider.endpoint,
      local: provider.local,
      error: gateway.providerStates().find((state) => state.id === provider.id)?.failure?.message,
      models: services.listedModels(provider.id).map((model) => `${provider.id}/${model.id}`),
    }));
    const routes = namedChoices(gateway.config)
      .map(({ id }) => id)
      .filter((id) => id.startsWith('@'));
    if (line.json) {
      process.stdout.write(`${JSON.stringify({ providers, routes }, null, 2)}\n`);
      return 0;
    }
    for (const route of routes) process.stdout.write(`${route}\n`);
    for (const provider of providers) {
      for (const model of provider.models) process.stdout.write(`${model}\n`);
      if (provider.error !== undefined) process.stderr.write(`${provider.id}: ${provider.error}\n`);
    }
    return 0;
  } finally {
    await gateway.close();
  }
}
