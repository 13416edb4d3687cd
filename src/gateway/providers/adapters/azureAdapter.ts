import type { UpstreamAttempt } from '../../upstream/attempt.ts';
import { bodyOf, modelOf } from './attemptBody.ts';
import type { ProviderAdapter } from './providerAdapter.ts';

/**
 * Azure OpenAI's addresses (learn.microsoft.com/azure/ai-foundry/openai/reference): `/openai/v1/…` with the deployment as the
 * body's model, or with `apiVersion` the classic `/openai/deployments/NAME/…`, where Responses have no deployment in the path.
 * An endpoint that names a deployment itself stays as it is.
 */
export const azureAdapter: ProviderAdapter = {
  adapt: (attempt) => Promise.resolve({ ...attempt, url: azureUrl(attempt) }),
};

function azureUrl(attempt: UpstreamAttempt): string {
  const url = new URL(attempt.url);
  const [, prefix, rest] = /^(.*?)(?:\/openai)?\/v1(\/.+)$/.exec(url.pathname) ?? [];
  if (prefix === undefined || rest === undefined || prefix.includes('/deployments/')) return attempt.url;
  const { apiVersion } = attempt.provider.fields;
  if (apiVersion === undefined) {
    url.pathname = `${prefix}/openai/v1${rest}`;
    return url.href;
  }
  const model = modelOf(bodyOf(attempt));
  const isBelowDeployment = model !== '' && !rest.startsWith('/responses');
  url.pathname = isBelowDeployment
    ? `${prefix}/openai/deployments/${encodeURIComponent(model)}${rest}`
    : `${prefix}/openai${rest}`;
  url.searchParams.set('api-version', apiVersion);
  return url.href;
}
