import type { IncomingMessage } from 'node:http';
import type { EffectiveConfig } from '../../../config/effectiveConfig.ts';
import { GatewayError } from '../../errors.ts';
import { hasAccessKey, offeredKeys } from './accessKeys.ts';
import { isAllowedHost, isLoopbackAddress } from './allowedHost.ts';
import type { ConnectionOwners, OwnerVerdict } from './connectionOwners.ts';
import { foreignOrigin } from './foreignOrigin.ts';

export interface AccessQuestion {
  readonly request: IncomingMessage;
  readonly query: URLSearchParams;
  /** `/health` needs no access key. */
  readonly needsKey: boolean;
}

/**
 * Who may call (design section 3). Throws `forbidden_host`, `forbidden_origin` (web pages and other users of this
 * machine) or `invalid_api_key`, each saying what to do; rejects with them where the connection's owner is still looked up.
 */
export function checkAccess(
  { request, query, needsKey }: AccessQuestion,
  config: EffectiveConfig,
  owners: ConnectionOwners | undefined,
): Promise<void> | undefined {
  const { headers, socket } = request;
  if (!isAllowedHost(headers.host, config.allowedHosts, socket.localAddress)) {
    const host = headers.host ?? '';
    throw new GatewayError(
      'forbidden_host',
      `The host "${host}" is not served. Use http://127.0.0.1 or localhost, or add the name to allowedHosts.`,
      { details: { host } },
    );
  }
  const origin = foreignOrigin(headers);
  if (origin !== undefined) {
    throw new GatewayError(
      'forbidden_origin',
      `Web pages of another origin (${origin}) may not use this gateway. Call it from a program instead.`,
      { details: { origin } },
    );
  }
  if (config.accessKeys.length > 0) {
    if (needsKey && !hasAccessKey(offeredKeys(headers, query), config.accessKeys))
      throw keyNeeded(headers, query);
    return undefined;
  }
  if (!isLoopbackAddress(socket.localAddress ?? '')) {
    throw new GatewayError(
      'invalid_api_key',
      'Beyond loopback this gateway answers only with accessKeys configured.',
    );
  }
  const verdict = owners?.verdict(socket) ?? 'allowed';
  if (typeof verdict !== 'string') return verdict.then(assertAllowed);
  assertAllowed(verdict);
  return undefined;
}

function keyNeeded(headers: IncomingMessage['headers'], query: URLSearchParams): GatewayError {
  const found =
    offeredKeys(headers, query).length > 0
      ? 'The API key is not one of the accessKeys.'
      : 'An access key is needed.';
  return new GatewayError(
    'invalid_api_key',
    `${found} Send one of the configured accessKeys as "Authorization: Bearer …" or "x-api-key".`,
  );
}

function assertAllowed(verdict: OwnerVerdict): void {
  if (verdict === 'allowed') return;
  throw new GatewayError(
    'forbidden_origin',
    verdict === 'gone'
      ? 'The connection was closed before it could be told whose it is.'
      : 'The connection comes from another user of this machine. Configure accessKeys to share the gateway.',
    { details: { origin: verdict } },
  );
}
