import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { omitMembers } from '../../../wire/omitMembers.ts';
import { joinedBody, type UpstreamAttempt } from '../../../upstream/attempt.ts';
import type { AwsCredentials } from './awsCredentials.ts';
import { isMantle } from './isMantle.ts';

export interface SigningOptions {
  readonly credentials: AwsCredentials;
  readonly region: string;
  /** ms since 1970. */
  readonly atMs: number;
}

/**
 * The headers that sign a call (AWS Signature Version 4): `authorization`, `x-amz-date`, `x-amz-content-sha256` and, for
 * temporary credentials, `x-amz-security-token`. Only host and content type are signed besides, so that proxies may add others.
 */
export async function signedHeaders(
  { url, method, headers, body }: UpstreamAttempt,
  { credentials, region, atMs }: SigningOptions,
): Promise<Record<string, string>> {
  const target = new URL(url);
  const { protocol, host, hostname, pathname, searchParams } = target;
  const service = isMantle(target) ? 'bedrock-mantle' : 'bedrock';
  const signer = new SignatureV4({ service, region, credentials, sha256: Sha256 });
  const type = headers['content-type'];
  const signed = await signer.sign(
    {
      method,
      protocol,
      hostname,
      path: pathname,
      query: Object.fromEntries(searchParams),
      headers: { host, ...(type === undefined ? {} : { 'content-type': type }) },
      body: body === undefined ? undefined : joinedBody(body),
    },
    { signingDate: new Date(atMs) },
  );
  return omitMembers(signed.headers, 'host', 'content-type');
}
