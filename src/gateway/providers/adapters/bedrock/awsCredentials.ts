import type { Provider } from '../../provider.ts';
import { unavailable } from '../unavailable.ts';

/** An access key, with a session token where it is temporary. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

type CredentialProvider = () => Promise<AwsCredentials>;

/** AWS's chain keeps what it found until it expires, so there is one a profile. */
const chains = new Map<string, Promise<CredentialProvider>>();

/**
 * The credentials to sign with: the environment's own, else those of the provider's profile or of AWS's default chain (shared
 * files, SSO, containers, instances). Throws GatewayError `provider_unavailable` when there are none.
 */
export async function readAwsCredentials(
  provider: Provider,
  env: NodeJS.ProcessEnv,
): Promise<AwsCredentials> {
  const { profile } = provider.fields;
  const own = profile === undefined ? environmentCredentials(env) : undefined;
  if (own !== undefined) return own;
  try {
    return await (
      await chainOf(profile)
    )();
  } catch (error) {
    const where = profile === undefined ? '' : ` in the profile "${profile}"`;
    throw unavailable(
      provider,
      `"${provider.id}" finds no AWS credentials${where}: ${error instanceof Error ? error.message : String(error)} Run \`aws configure\` or \`aws sso login\`, or enter a Bedrock API key.`,
      error,
    );
  }
}

function environmentCredentials(env: NodeJS.ProcessEnv): AwsCredentials | undefined {
  const accessKeyId = env['AWS_ACCESS_KEY_ID'] ?? '';
  const secretAccessKey = env['AWS_SECRET_ACCESS_KEY'] ?? '';
  if (accessKeyId === '' || secretAccessKey === '') return undefined;
  return { accessKeyId, secretAccessKey, sessionToken: env['AWS_SESSION_TOKEN'] };
}

function chainOf(profile: string | undefined): Promise<CredentialProvider> {
  const known = chains.get(profile ?? '') ?? loadChain(profile);
  chains.set(profile ?? '', known);
  return known;
}

async function loadChain(profile: string | undefined): Promise<CredentialProvider> {
  const { defaultProvider } = await import('@aws-sdk/credential-provider-node');
  return defaultProvider(profile === undefined ? {} : { profile });
}
