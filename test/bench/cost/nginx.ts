import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Measured, ProcessUsage } from './measuredServer.ts';

const startTimeoutMs = 5000;
const nsPerMs = 1_000_000;

/**
 * nginx as a proxy in front of the fake provider, in one process that writes nothing down and buffers nothing. Undefined, and a line
 * says why, where there is none on the PATH or its CPU time cannot be read.
 * @param folder where its files go
 */
export async function startNginx(upstreamUrl: string, folder: string): Promise<Measured | undefined> {
  const missing =
    process.platform !== 'linux'
      ? 'its CPU time is read from /proc, which only Linux has'
      : spawnSync('nginx', ['-v']).error === undefined
        ? undefined
        : 'it is not on the PATH';
  if (missing !== undefined) {
    process.stdout.write(`  without nginx: ${missing}\n`);
    return undefined;
  }
  const port = await freePort();
  const config = join(folder, 'nginx.conf');
  await writeFile(config, configOf(upstreamUrl, port, folder));
  const child = spawn('nginx', ['-p', folder, '-c', config, '-e', join(folder, 'nginx.log')], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const url = `http://127.0.0.1:${port}`;
  await answering(url, child);
  return {
    name: 'nginx',
    url,
    usage: () => usageOf(child.pid ?? 0),
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

function configOf(upstreamUrl: string, port: number, folder: string): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return `daemon off;
master_process off;
pid ${folder}/nginx.pid;
events { worker_connections 8192; }
http {
  access_log off;
  keepalive_requests 1000000;
  client_max_body_size 0;
  ${temporary.map((name) => `${name}_temp_path ${folder}/${name};`).join('\n  ')}
  upstream provider {
    server ${new URL(upstreamUrl).host};
    keepalive 512;
    keepalive_requests 1000000;
  }
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_pass http://provider;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_buffering off;
      proxy_request_buffering off;
    }
  }
}
`;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Waits until it listens. Throws when it ended or does not in time. */
async function answering(url: string, child: ChildProcess): Promise<void> {
  const endMs = performance.now() + startTimeoutMs;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`nginx ended with ${child.exitCode} at its start`);
    try {
      await (await fetch(url)).text();
      return;
    } catch (error) {
      if (performance.now() > endMs) throw error;
      await setTimeout(20);
    }
  }
}

/** As the kernel counts it: the time on a CPU in ns, and the resident set. */
async function usageOf(pid: number): Promise<ProcessUsage> {
  const [schedule, status] = await Promise.all([
    readFile(`/proc/${pid}/schedstat`, 'latin1'),
    readFile(`/proc/${pid}/status`, 'latin1'),
  ]);
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 'NaN';
  return { cpuMs: Number(schedule.split(' ')[0]) / nsPerMs, residentBytes: Number(kilobytes) * 1024 };
}
