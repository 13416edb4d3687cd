import { createHash, createHmac } from 'node:crypto';
import type { UpstreamRequest } from './fakeUpstream.ts';

export const testAccessKey = { id: 'AKIDEXAMPLE', secret: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };

/**
 * Whether a request carries the signature that AWS would compute for it (docs.aws.amazon.com/IAM/latest/UserGuide/
 * reference_sigv-create-signed-request.html), computed here without any library; else what is wrong.
 */
export function signatureProblem(request: UpstreamRequest, region: string): string | undefined {
  const header = (name: string): string => String(request.headers[name] ?? '');
  const match =
    /^AWS4-HMAC-SHA256 Credential=(\S+?)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
      header('authorization'),
    );
  if (match === null) return `no signature: ${header('authorization')}`;
  const [, accessKey, date = '', signedRegion, service = '', signedNames = '', signature] = match;
  if (accessKey !== testAccessKey.id) return `access key ${accessKey ?? ''}`;
  if (signedRegion !== region || service !== 'bedrock') return `scope ${signedRegion ?? ''}/${service}`;
  const names = signedNames.split(';');
  for (const name of ['host', 'x-amz-date']) if (!names.includes(name)) return `${name} is not signed`;
  const payloadHash = sha256(request.body);
  if (header('x-amz-content-sha256') !== payloadHash) return 'the hash of the body';
  const [path = '', query = ''] = request.path.split('?');
  const canonical = [
    request.method,
    // Every segment is escaped once more than on the wire.
    path.split('/').map(encodeSegment).join('/'),
    query.split('&').toSorted().join('&'),
    ...names.map((name) => `${name}:${header(name).trim()}`),
    '',
    signedNames,
    payloadHash,
  ].join('\n');
  const scope = `${date}/${region}/${service}/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', header('x-amz-date'), scope, sha256(canonical)].join('\n');
  const key = [date, region, service, 'aws4_request'].reduce<string | Buffer>(
    (secret, part) => createHmac('sha256', secret).update(part).digest(),
    `AWS4${testAccessKey.secret}`,
  );
  const expected = createHmac('sha256', key).update(text).digest('hex');
  return expected === signature ? undefined : `signature ${signature ?? ''}, expected ${expected}`;
}

function encodeSegment(segment: string): string {
  return encodeURIComponent(segment).replace(
    /[!'()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}
