import type { UpstreamAttempt } from '../../../upstream/attempt.ts';
import type { Provider } from '../../provider.ts';
import { bodyOf } from '../attemptBody.ts';
import type { AdapterContext, ProviderAdapter } from '../providerAdapter.ts';
import { type GoogleLogin, openGoogleLogin } from './googleLogin.ts';
import { rawPredictCall } from './rawPredictCall.ts';

/**
 * Google Vertex AI: project and location go into the address, Claude's Messages to rawPredict, and every call gets an access
 * token of the service account's file or of application default credentials.
 */
export function createVertexAdapter(context: AdapterContext): ProviderAdapter {
  const logins = new Map<string, GoogleLogin>();

  const loginOf = (provider: Provider): GoogleLogin => {
    const file = provider.fields.credentialsFile ?? '';
    const known = logins.get(file) ?? openGoogleLogin(provider, context);
    logins.set(file, known);
    return known;
  };

  return {
    async adapt(attempt) {
      const login = loginOf(attempt.provider);
      const { provider } = attempt;
      const project =
        provider.fields.project ?? context.env['GOOGLE_CLOUD_PROJECT'] ?? (await login.project(provider));
      const url = attempt.url
        .replace('%7Bproject%7D', encodeURIComponent(project))
        .replace('%7Blocation%7D', encodeURIComponent(locationOf(attempt)));
      const call = url.includes('%7Bmodel%7D')
        ? rawPredictCall({ ...attempt, url }, bodyOf(attempt))
        : { ...attempt, url };
      const token = await login.token(provider);
      return { ...call, headers: { ...call.headers, authorization: `Bearer ${token}` } };
    },
  };
}

/** `europe-west1-aiplatform.googleapis.com` and `aiplatform.eu.rep.googleapis.com` say it; others do not. */
function locationOf({ url, provider }: UpstreamAttempt): string {
  const [, regional, multiRegion] =
    /^(?:([a-z]+-[a-z]+\d)-aiplatform|aiplatform\.([a-z]+)\.rep)\.googleapis\.com$/.exec(
      new URL(url).hostname,
    ) ?? [];
  return regional ?? multiRegion ?? provider.fields.location ?? 'global';
}
