import { readFile } from 'node:fs/promises';
import type { GoogleAuth } from 'google-auth-library';
import type { SendAttempt } from '../../../upstream/attempt.ts';
import { asString, parseObject } from '../../../wire/json.ts';
import type { Provider } from '../../provider.ts';
import { homePath } from '../homePath.ts';
import type { AdapterContext } from '../providerAdapter.ts';
import { unavailable } from '../unavailable.ts';

const scope = 'https://www.googleapis.com/auth/cloud-platform';

/** Who asks Google: tokens are kept until they expire. */
export interface GoogleLogin {
  /** Both throw GatewayError `provider_unavailable` when there are no credentials, or they are not accepted. */
  token(provider: Provider): Promise<string>;
  project(provider: Provider): Promise<string>;
}

/**
 * The credentials of a provider's service account file, else application default credentials. After a failure they are read
 * anew, so that what was put right holds at once.
 */
export function openGoogleLogin(provider: Provider, { send }: AdapterContext): GoogleLogin {
  let auth: Promise<GoogleAuth> | undefined;
  const ask = async (asking: Provider, question: (auth: GoogleAuth) => Promise<string>): Promise<string> => {
    auth ??= loadAuth(provider, send);
    try {
      return await question(await auth);
    } catch (error) {
      auth = undefined;
      throw unavailable(
        asking,
        `"${asking.id}" gets no Google credentials: ${firstLine(error)} Run \`gcloud auth application-default login\`, or set "credentialsFile" (and "project").`,
        error,
      );
    }
  };
  return {
    token: (asking) => ask(asking, accessToken),
    project: (asking) => ask(asking, (known) => known.getProjectId()),
  };
}

async function accessToken(auth: GoogleAuth): Promise<string> {
  const token = await auth.getAccessToken();
  if (typeof token === 'string' && token !== '') return token;
  throw new Error('no token came.');
}

/** What follows it is Google's advice for developers. */
function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';
}

async function loadAuth(provider: Provider, send: SendAttempt): Promise<GoogleAuth> {
  const { GoogleAuth, JWT } = await import('google-auth-library');
  const { credentialsFile } = provider.fields;
  // Tokens are fetched the way that everything else goes out: by the user's proxy, with the system's certificates.
  const transporterOptions = { fetchImplementation: fetchBy(send, provider) };
  if (credentialsFile === undefined) {
    return new GoogleAuth({ scopes: [scope], clientOptions: { transporterOptions } });
  }
  const { email, key, projectId } = await readAccount(homePath(credentialsFile));
  return new GoogleAuth({
    projectId,
    authClient: new JWT({ email, key, scopes: [scope], transporterOptions }),
  });
}

interface ServiceAccount {
  readonly email: string;
  readonly key: string;
  readonly projectId?: string;
}

/** Only what holds a key itself: other kinds of credentials name addresses that would be asked for tokens. */
async function readAccount(path: string): Promise<ServiceAccount> {
  const account = parseObject(await readFile(path, 'utf8'));
  const { type, client_email: email, private_key: key, project_id: project } = account ?? {};
  if (type !== 'service_account' || typeof email !== 'string' || typeof key !== 'string') {
    throw new Error(`${path} is no service account's JSON file.`);
  }
  return { email, key, projectId: asString(project) };
}

/** `fetch` by our own sender. */
function fetchBy(send: SendAttempt, provider: Provider): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const body = new Uint8Array(await request.arrayBuffer());
    const answer = await send({
      provider,
      method: request.method === 'GET' ? 'GET' : 'POST',
      url: request.url,
      headers: Object.fromEntries(request.headers),
      ...(body.length === 0 ? {} : { body }),
      signal: request.signal,
    });
    const chunks: Uint8Array[] = [];
    for await (const chunk of answer.body) chunks.push(chunk);
    return new Response(Buffer.concat(chunks), { status: answer.status, headers: { ...answer.headers } });
  };
}
