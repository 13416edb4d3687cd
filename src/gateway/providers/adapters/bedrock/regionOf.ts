import type { UpstreamAttempt } from '../../../upstream/attempt.ts';
import { unavailable } from '../unavailable.ts';

/** `bedrock-runtime.eu-west-1.amazonaws.com`, `bedrock-runtime-fips.us-east-1.amazonaws.com`, `vpce-….bedrock-runtime.us-east-1.vpce.amazonaws.com`. */
const hostRegion = /(?:^|\.)bedrock[a-z-]*\.([a-z]{2}(?:-[a-z]+)+-\d)\./;

/** The region that a call is signed for: the endpoint's own, else the provider's, else the environment's. */
export function regionOf({ url, provider }: UpstreamAttempt, env: NodeJS.ProcessEnv): string {
  const region =
    hostRegion.exec(new URL(url).hostname)?.[1] ??
    provider.fields.region ??
    env['AWS_REGION'] ??
    env['AWS_DEFAULT_REGION'];
  if (region !== undefined && region !== '') return region;
  throw unavailable(
    provider,
    `"${provider.id}" does not say its AWS region. Set "region", e.g. "us-east-1".`,
  );
}
