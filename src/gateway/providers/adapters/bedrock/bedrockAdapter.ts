import type { UpstreamAttempt } from '../../../upstream/attempt.ts';
import { bodyOf } from '../attemptBody.ts';
import type { AdapterContext, ProviderAdapter } from '../providerAdapter.ts';
import { readAwsCredentials } from './awsCredentials.ts';
import { invokeModelCall } from './invokeModelCall.ts';
import { eventStreamToSse } from './eventStreamToSse.ts';
import { regionOf } from './regionOf.ts';
import { signedHeaders } from './signedHeaders.ts';

const eventStreamType = 'application/vnd.amazon.eventstream';

/**
 * Amazon Bedrock: Messages become InvokeModel calls and its event stream becomes server-sent events; every call that carries
 * no Bedrock API key is signed (SigV4) with the credentials of the profile, the environment or AWS's default chain.
 */
export function createBedrockAdapter({ env, now }: Pick<AdapterContext, 'env' | 'now'>): ProviderAdapter {
  return {
    async adapt(attempt) {
      const call = isInvokeModel(attempt) ? invokeModelCall(attempt, bodyOf(attempt)) : attempt;
      if (call.headers['authorization'] !== undefined) return call;
      const region = regionOf(call, env);
      const credentials = await readAwsCredentials(call.provider, env);
      return {
        ...call,
        headers: { ...call.headers, ...(await signedHeaders(call, { credentials, region, atMs: now() })) },
      };
    },

    adaptAnswer(answer) {
      if (answer.headers['content-type']?.startsWith(eventStreamType) !== true) return answer;
      return {
        ...answer,
        headers: { ...answer.headers, 'content-type': 'text/event-stream' },
        body: eventStreamToSse(answer.body),
      };
    },
  };
}

/** The catalog's path of Messages, whose `{model}` the URL has escaped. */
function isInvokeModel({ url }: UpstreamAttempt): boolean {
  return new URL(url).pathname.includes('/model/%7Bmodel%7D/invoke');
}
