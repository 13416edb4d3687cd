import { execFile } from 'node:child_process';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { promisify } from 'node:util';

/** The program that listens on a port, as far as the system tells it to this user. */
export interface PortOwner {
  readonly pid?: number;
  readonly program?: string;
  /** A name, else a number. */
  readonly user?: string;
}

const run = promisify(execFile);
const toolTimeoutMs = 4_000;

/** Who listens on a port; undefined where nobody does or the system does not say. */
export async function portOwner(
  port: number,
  platform: NodeJS.Platform = process.platform,
): Promise<PortOwner | undefined> {
  try {
    if (platform === 'linux') return await ownerOnLinux(port);
    if (platform === 'win32') return await ownerOnWindows(port);
    const options = { timeout: toolTimeoutMs };
    const { stdout } = await run('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-FpcL'], options);
    return parseLsof(stdout);
  } catch {
    return undefined;
  }
}

/** A listening socket in /proc/net/tcp or tcp6 (proc(5)): its user id and inode. */
export function listenerInTable(
  table: string,
  port: number,
): { readonly uid: number; readonly inode: string } | undefined {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  for (const line of table.split('\n').slice(1)) {
    const fields = line.trim().split(/\s+/);
    if (fields[3] === '0A' && fields[1]?.endsWith(suffix) === true && fields[9] !== undefined) {
      return { uid: Number(fields[7]), inode: fields[9] };
    }
  }
  return undefined;
}

/** The output of `lsof -F pcL`: lines that begin with what they say. */
export function parseLsof(text: string): PortOwner | undefined {
  const fields = new Map(text.split('\n').map((line) => [line.slice(0, 1), line.slice(1)]));
  const pid = fields.get('p');
  return pid === undefined
    ? undefined
    : { pid: Number(pid), program: fields.get('c'), user: fields.get('L') };
}

/** The process that listens on a port, in the output of `netstat -ano -p TCP`. The word for its state is translated. */
export function parseNetstat(text: string, port: number): number | undefined {
  for (const line of text.split('\n')) {
    const [protocol, local, remote, , pid] = line.trim().split(/\s+/);
    const isListener = remote === '0.0.0.0:0' || remote === '[::]:0';
    if (protocol === 'TCP' && isListener && local?.endsWith(`:${port}`) === true) return Number(pid);
  }
  return undefined;
}

async function ownerOnLinux(port: number): Promise<PortOwner | undefined> {
  const tables = await Promise.all(
    ['/proc/net/tcp', '/proc/net/tcp6'].map((file) => readFile(file, 'latin1').catch(() => '')),
  );
  const listener = tables.map((table) => listenerInTable(table, port)).find((found) => found !== undefined);
  if (listener === undefined) return undefined;
  const pid = await processWithSocket(listener.inode);
  const comm =
    pid === undefined ? undefined : await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => undefined);
  return { pid, program: comm?.trim(), user: await userName(listener.uid) };
}

/** Only processes of our own user show their sockets. */
async function processWithSocket(inode: string): Promise<number | undefined> {
  const wanted = `socket:[${inode}]`;
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  for (const pid of pids) {
    const handles = await readdir(`/proc/${pid}/fd`).catch(() => []);
    for (const handle of handles) {
      const target = await readlink(`/proc/${pid}/fd/${handle}`).catch(() => '');
      if (target === wanted) return Number(pid);
    }
  }
  return undefined;
}

async function userName(uid: number): Promise<string> {
  const users = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const line = users.split('\n').find((user) => user.split(':')[2] === String(uid));
  return line?.split(':')[0] ?? String(uid);
}

async function ownerOnWindows(port: number): Promise<PortOwner | undefined> {
  const options = { timeout: toolTimeoutMs, windowsHide: true };
  const { stdout } = await run('netstat', ['-ano', '-p', 'TCP'], options);
  const pid = parseNetstat(stdout, port);
  if (pid === undefined) return undefined;
  const list = await run('tasklist', ['/FI', `PID eq ${pid}`, '/FO', 'CSV', '/NH'], options);
  return { pid, program: /^"([^"]+)"/.exec(list.stdout.trim())?.[1] };
}
