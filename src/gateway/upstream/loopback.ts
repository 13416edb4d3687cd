import { BlockList, isIP } from 'node:net';

const loopbackAddresses = new BlockList();
loopbackAddresses.addSubnet('127.0.0.0', 8, 'ipv4');
loopbackAddresses.addAddress('::1', 'ipv6');
// "Any address" as a destination reaches this machine too.
loopbackAddresses.addAddress('0.0.0.0', 'ipv4');
loopbackAddresses.addAddress('::', 'ipv6');

/**
 * Whether a URL's host is this machine: `localhost`, its subdomains (RFC 6761) and the loopback addresses, IPv4-mapped ones
 * included. Nothing is resolved: another name that points here does not count.
 * @param hostname as in `URL.hostname`: IPv6 in brackets
 */
export function isLoopbackHost(hostname: string): boolean {
  const host = hostname
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '')
    .toLowerCase();
  if (host === 'localhost' || host.endsWith('.localhost')) return true;
  const family = isIP(host);
  return family !== 0 && loopbackAddresses.check(host, family === 4 ? 'ipv4' : 'ipv6');
}
