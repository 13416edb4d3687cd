/**
 * Whether a URL is of Bedrock's second endpoint, `bedrock-mantle.REGION.api.aws`, which has other paths and a signing name of
 * its own (docs.aws.amazon.com/bedrock/latest/userguide/bedrock-mantle.html).
 */
export function isMantle({ hostname }: URL): boolean {
  return hostname.startsWith('bedrock-mantle.');
}
