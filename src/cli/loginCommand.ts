import { spawn } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline/promises';
import { defaultAccount } from '../config/accountSchema.ts';
import { originOf } from '../gateway/providers/endpointUrl.ts';
import type { StoredKey } from '../gateway/providers/keyRing.ts';
import type { Provider } from '../gateway/providers/provider.ts';
import type { SignIns } from '../gateway/accounts/signIns.ts';
import { badConfigExitCode } from './headlessConfig.ts';
import { ExitError } from './exitError.ts';
import { createHeadlessGateway } from './headlessGateway.ts';
import { LoginFile } from './loginFile.ts';
import type { CommandLine } from './options.ts';
import { UsageError } from './usageError.ts';

const callbackPath = '/callback';
const signedInPage =
  '<!doctype html><meta charset="utf-8"><title>Muxgate</title><p>Signed in. You can close this page.</p>';

/**
 * `muxgate login PROVIDER [ACCOUNT]`: signs an account in, in the browser with a redirect to loopback (RFC 8252, section 7.3), with
 * `--code` by a code, or through the vendor's own command; keeps the result in the data folder.
 */
export async function loginCommand(
  line: CommandLine,
  env: NodeJS.ProcessEnv,
  version: string,
): Promise<number> {
  const [id, account = defaultAccount] = line.operands;
  if (id === undefined) throw new UsageError('login takes a provider and, where it has several, an account');
  const { gateway, dataDir } = await createHeadlessGateway(line, env, version, 'error');
  try {
    const provider = gateway.services().providerFor(id, account);
    if (provider === undefined) {
      throw new ExitError(badConfigExitCode, `there is no provider "${id}" with an account "${account}"`);
    }
    const key = await signIn(provider, gateway.signIns, line.code, env);
    const origin = originOf(provider.endpoint);
    if (key !== undefined && origin !== undefined) {
      await new LoginFile(dataDir).keep({ provider: id, account, origin, key });
    }
    process.stdout.write(`signed in to ${id}${account === defaultAccount ? '' : ` as ${account}`}\n`);
    return 0;
  } finally {
    await gateway.close();
  }
}

/** `muxgate logout PROVIDER [ACCOUNT]`: forgets a kept sign-in. */
export async function logoutCommand(line: CommandLine, dataDir: string): Promise<number> {
  const [provider, account = defaultAccount] = line.operands;
  if (provider === undefined)
    throw new UsageError('logout takes a provider and, where it has several, an account');
  await new LoginFile(dataDir).forget({ provider, account });
  process.stdout.write(`signed out of ${provider}${account === defaultAccount ? '' : ` as ${account}`}\n`);
  return 0;
}

/** @returns what is to be kept; undefined where the vendor's own file holds it */
async function signIn(
  provider: Provider,
  signIns: SignIns,
  withCode: boolean,
  env: NodeJS.ProcessEnv,
): Promise<StoredKey['key'] | undefined> {
  const { login } = provider;
  switch (login?.type) {
    case undefined:
      throw new ExitError(
        badConfigExitCode,
        `the account "${provider.account}" of "${provider.id}" has no "login"; its key goes into "apiKey"`,
      );
    case 'codex':
      await runVendor('codex', ['login'], env);
      return undefined;
    case 'claude-setup-token':
      await runVendor('claude', ['setup-token'], env);
      return login.file === undefined ? askFor('Paste the token that it has printed: ') : undefined;
    case 'oauth':
      return withCode ? signInWithCode(provider, signIns) : signInWithBrowser(provider, signIns);
  }
}

async function signInWithCode(provider: Provider, signIns: SignIns): Promise<string> {
  const { id, url, userCode } = await signIns.beginWithCode(provider);
  process.stdout.write(`Open ${url} and type in the code ${userCode ?? ''}\n`);
  return (await signIns.finish(id, undefined, AbortSignal.timeout(20 * 60_000))).key;
}

async function signInWithBrowser(provider: Provider, signIns: SignIns): Promise<string> {
  const server = createServer();
  try {
    const port = await listenOnLoopback(server);
    const redirectUri = `http://127.0.0.1:${port}${callbackPath}`;
    const { id, url } = await signIns.beginInBrowser(provider, redirectUri);
    process.stdout.write(`Open this address in a browser on this machine to sign in:\n${url}\n`);
    const callbackUrl = await callbackOf(server, redirectUri);
    return (await signIns.finish(id, callbackUrl, AbortSignal.timeout(60_000))).key;
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

function listenOnLoopback(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

function callbackOf(server: Server, redirectUri: string): Promise<string> {
  return new Promise((resolve) => {
    server.on('request', (request, response) => {
      const url = new URL(request.url ?? '/', redirectUri);
      if (url.pathname !== callbackPath) {
        response.writeHead(404).end();
        return;
      }
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', connection: 'close' });
      response.end(signedInPage, () => resolve(url.href));
    });
  });
}

function runVendor(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      stdio: 'inherit',
      env,
      shell: process.platform === 'win32',
    });
    const failed = (why: string): void => {
      reject(new ExitError(1, `\`${[command, ...args].join(' ')}\` ${why}`));
    };
    child.on('error', (error) => failed(`cannot be run: ${error.message}`));
    child.on('exit', (code) => {
      if (code === 0) resolve();
      else failed(`ended with ${code ?? 'a signal'}`);
    });
  });
}

async function askFor(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = (await lines.question(question)).trim();
    if (answer === '') throw new ExitError(1, 'nothing was typed in, so nothing is kept');
    return answer;
  } finally {
    lines.close();
  }
}
