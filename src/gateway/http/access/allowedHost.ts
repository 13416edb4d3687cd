import { isIP } from 'node:net';

/** Headers that name loopback, whatever is configured: clients send the same one with every request. */
const knownLoopback = new Set<string>();
const maxKnownLoopback = 50;

/**
 * Whether a `Host` header may be answered (protection from DNS rebinding): loopback names and addresses, the address that
 * the connection came in on (an address in `Host` was typed as one, no DNS name can stand for it), and configured names.
 * Ports do not count.
 */
export function isAllowedHost(
  hostHeader: string | undefined,
  allowedHosts: readonly string[],
  localAddress: string | undefined,
): boolean {
  if (hostHeader === undefined) return false;
  if (knownLoopback.has(hostHeader)) return true;
  const name = hostName(hostHeader);
  if (name === '') return false;
  if (name === 'localhost' || name.endsWith('.localhost') || isLoopbackAddress(name)) {
    if (knownLoopback.size < maxKnownLoopback) knownLoopback.add(hostHeader);
    return true;
  }
  if (isIP(name) !== 0 && localAddress !== undefined && plainAddress(localAddress) === plainAddress(name)) {
    return true;
  }
  return allowedHosts.some((allowed) => hostName(allowed) === name);
}

/** The name of `name`, `name:port`, `[v6]`, `[v6]:port`: lower case, no brackets, no trailing dot; empty when malformed. */
function hostName(host: string): string {
  const match = /^(?:\[([0-9a-f:.]+)\]|([^[\]:/@\s]+))(?::\d*)?$/i.exec(host.trim());
  const name = match?.[1] ?? match?.[2] ?? (isIP(host.trim()) === 6 ? host.trim() : '');
  return name.toLowerCase().replace(/\.$/, '');
}

/** Whether an IP address is 127.0.0.0/8, ::1, or the former written as IPv6. */
export function isLoopbackAddress(address: string): boolean {
  if (address === '127.0.0.1') return true;
  const plain = plainAddress(address);
  return (isIP(plain) === 4 && plain.startsWith('127.')) || plain === '::1';
}

/** An address without the IPv6 spelling of an IPv4 one (`::ffff:127.0.0.1`). */
function plainAddress(address: string): string {
  const lower = address.toLowerCase();
  return lower.startsWith('::ffff:') && lower.includes('.') ? lower.slice('::ffff:'.length) : lower;
}
