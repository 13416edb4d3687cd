import type { EffectiveProvider } from '../../src/config/effectiveConfig.ts';
import { createProvider } from '../../src/gateway/providers/createProvider.ts';
import type { Provider } from '../../src/gateway/providers/provider.ts';
import type { UpstreamAnswer, UpstreamAttempt } from '../../src/gateway/upstream/attempt.ts';

/** A provider for tests: OpenAI-compatible and called `upstream`, unless said otherwise. */
export function provider(config: Partial<EffectiveProvider> = {}, env: NodeJS.ProcessEnv = {}): Provider {
  return createProvider({ id: 'upstream', type: 'openai-compatible', ...config }, env);
}

/** A call of `POST url`, unless said otherwise. */
export function attempt(url: string, facts: Partial<UpstreamAttempt> = {}): UpstreamAttempt {
  return {
    provider: provider({ endpoint: new URL(url).origin }),
    method: 'POST',
    url,
    headers: { 'content-type': 'application/json' },
    body: facts.method === 'GET' ? undefined : '{}',
    signal: new AbortController().signal,
    ...facts,
  };
}

/** An answer's body as text. */
export async function textOf(answer: UpstreamAnswer): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of answer.body) text += decoder.decode(chunk, { stream: true });
  return text + decoder.decode();
}
