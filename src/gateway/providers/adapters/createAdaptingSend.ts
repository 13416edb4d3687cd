import type { ProviderType } from '../../../config/schema.ts';
import type { SendAttempt, UpstreamAnswer, UpstreamAttempt } from '../../upstream/attempt.ts';
import type { AdapterContext, ProviderAdapter } from './providerAdapter.ts';

type LoadAdapter = (context: AdapterContext) => Promise<ProviderAdapter>;

/** The types that need one. Each is loaded with its libraries when a provider of its type is first called. */
const adapterLoaders: Partial<Record<ProviderType, LoadAdapter>> = {
  'azure-openai': async () => (await import('./azureAdapter.ts')).azureAdapter,
  'openai-subscription': async (context) =>
    (await import('./subscriptionAdapter.ts')).createSubscriptionAdapter(context),
  bedrock: async (context) => (await import('./bedrock/bedrockAdapter.ts')).createBedrockAdapter(context),
  vertex: async (context) => (await import('./vertex/vertexAdapter.ts')).createVertexAdapter(context),
};

/** A sender that puts every call into the form that its provider's type asks for. Throws what the adapter and sending throw. */
export function createAdaptingSend(context: AdapterContext): SendAttempt {
  const adapters = new Map<ProviderType, Promise<ProviderAdapter>>();

  const adapterOf = (type: ProviderType): Promise<ProviderAdapter> | undefined => {
    const load = adapterLoaders[type];
    if (load === undefined) return undefined;
    const known = adapters.get(type) ?? load(context);
    adapters.set(type, known);
    return known;
  };

  const sendAdapted = async (
    attempt: UpstreamAttempt,
    loading: Promise<ProviderAdapter>,
  ): Promise<UpstreamAnswer> => {
    const adapter = await loading;
    const adapted = await adapter.adapt(attempt);
    const answer = await context.send(adapted);
    const own = adapter.adaptAnswer?.(answer) ?? answer;
    return { ...own, addedHeaders: addedHeaders(attempt, adapted) };
  };

  return (attempt) => {
    const loading = adapterOf(attempt.provider.entry.type);
    return loading === undefined ? context.send(attempt) : sendAdapted(attempt, loading);
  };
}

/** The credentials among them must not come back in an error's text. */
function addedHeaders(before: UpstreamAttempt, after: UpstreamAttempt): Record<string, string> {
  return Object.fromEntries(
    Object.entries(after.headers).filter(([name, value]) => before.headers[name] !== value),
  );
}
