import type { UpstreamAttempt } from '../../../upstream/attempt.ts';
import { bodyOf } from '../attemptBody.ts';
import type { AdapterContext, ProviderAdapter } from '../providerAdapter.ts';
import { readAwsCredentials } from './awsCredentials.ts';
import { invokeModelCall } from './invokeModelCall.ts';
import { eventStreamToSse } from './eventStreamToSse.ts';
import { regionOf } from './regionOf.ts';
import { isMantle } from './isMantle.ts';
import { signedHeaders } from './signedHeaders.ts';

const eventStreamType = 'application/vnd.amazon.eventstream';

/**
 * Amazon Bedrock: Messages become InvokeModel calls and its event stream becomes server-sent events (its endpoint Mantle speaks
 * Messages itself); every call that carries
 * no Bedrock API key is signed (SigV4) with the credentials of the profile, the environment or AWS's default chain.
 */
export function createBedrockAdapter({ env, now }: Pick<AdapterContext, 'env' | 'now'>): ProviderAdapter {
  return {
    async adapt(attempt) {
      const call = addressedCall(attempt);
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
const invokePath = '/model/%7Bmodel%7D/invoke';

function addressedCall(attempt: UpstreamAttempt): UpstreamAttempt {
  const url = new URL(attempt.url);
  if (isMantle(url)) {
    url.pathname = url.pathname.replace(invokePath, '/anthropic/v1/messages').replace('/openai/v1/', '/v1/');
    return { ...attempt, url: url.href };
  }
  return url.pathname.includes(invokePath) ? invokeModelCall(attempt, bodyOf(attempt)) : attempt;
}
