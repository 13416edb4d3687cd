/** The two ends of a TCP connection as one process sees them. */
export interface SocketEnds {
  readonly localAddress: string;
  readonly localPort: number;
  readonly remoteAddress: string;
  readonly remotePort: number;
}

/**
 * Who holds the other end of a connection, from the text of /proc/net/tcp or tcp6 (Linux, proc(5)).
 * @returns a user id; `gone` when the table shows our end alone, or the other end closed already; `unknown` when it
 * shows neither (another network namespace)
 */
export function ownerInTable(table: string, ends: SocketEnds): number | 'gone' | 'unknown' {
  const ours = endpointPattern(ends.localAddress, ends.localPort);
  const theirs = endpointPattern(ends.remoteAddress, ends.remotePort);
  // Ports are unlike enough that few lines need a closer look.
  const theirLine = findLine(
    table,
    `:${hexPort(ends.remotePort)} `,
    `:${hexPort(ends.localPort)} `,
    theirs,
    ours,
  );
  if (theirLine !== undefined) {
    const [uid, inode] = [Number(theirLine[7]), theirLine[9]];
    return inode === '0' ? 'gone' : uid;
  }
  const ourLine = findLine(
    table,
    `:${hexPort(ends.localPort)} `,
    `:${hexPort(ends.remotePort)} `,
    ours,
    theirs,
  );
  return ourLine === undefined ? 'unknown' : 'gone';
}

/**
 * The inode of the socket at the other end of a connection, from the text of /proc/net/tcp or tcp6; undefined when the table does not
 * show it.
 */
export function inodeInTable(table: string, ends: SocketEnds): string | undefined {
  const ours = endpointPattern(ends.localAddress, ends.localPort);
  const theirs = endpointPattern(ends.remoteAddress, ends.remotePort);
  const ports = [`:${hexPort(ends.remotePort)} `, `:${hexPort(ends.localPort)} `] as const;
  const inode = findLine(table, ...ports, theirs, ours)?.[9];
  return inode === '0' ? undefined : inode;
}

/** The fields of the line with these ends: sl, local, remote, state, queues, timer, retransmits, uid, timeout, inode. */
function findLine(
  table: string,
  localPort: string,
  remotePort: string,
  local: ReadonlySet<string>,
  remote: ReadonlySet<string>,
): string[] | undefined {
  for (let at = table.indexOf(localPort); at !== -1; at = table.indexOf(localPort, at + 1)) {
    const lineEnd = table.indexOf('\n', at);
    const line = table.slice(table.lastIndexOf('\n', at) + 1, lineEnd === -1 ? undefined : lineEnd);
    if (!line.includes(remotePort)) continue;
    const fields = line.trim().split(/\s+/);
    if (local.has(fields[1] ?? '') && remote.has(fields[2] ?? '')) return fields;
  }
  return undefined;
}

/** How the kernel may write an endpoint: IPv4 in tcp, and in tcp6 also as `::ffff:a.b.c.d`. */
function endpointPattern(address: string, port: number): ReadonlySet<string> {
  const suffix = `:${hexPort(port)}`;
  const v4 = /^(?:::ffff:)?(\d+)\.(\d+)\.(\d+)\.(\d+)$/i.exec(address);
  if (v4 !== null) {
    const words = v4.slice(1).map(Number).reverse().map(hexByte).join('');
    return new Set([words + suffix, `0000000000000000FFFF0000${words}${suffix}`]);
  }
  return new Set([hexV6(address) + suffix]);
}

/** An IPv6 address as four 32-bit words, each in the byte order of a little-endian machine. */
function hexV6(address: string): string {
  const [head = '', tail = ''] = address.split('::');
  const headGroups = head === '' ? [] : head.split(':');
  const tailGroups = tail === '' ? [] : tail.split(':');
  const missing = address.includes('::') ? 8 - headGroups.length - tailGroups.length : 0;
  const groups = [...headGroups, ...Array.from({ length: Math.max(0, missing) }, () => '0'), ...tailGroups];
  const bytes = groups.flatMap((group) => {
    const value = Number.parseInt(group, 16);
    return [value >> 8, value & 0xff];
  });
  let text = '';
  for (let word = 0; word < bytes.length; word += 4) {
    text += bytes
      .slice(word, word + 4)
      .reverse()
      .map(hexByte)
      .join('');
  }
  return text;
}

function hexByte(value: number): string {
  return value.toString(16).toUpperCase().padStart(2, '0');
}

function hexPort(port: number): string {
  return port.toString(16).toUpperCase().padStart(4, '0');
}
