import { request } from 'node:http';
import type { Duplex } from 'node:stream';
import { maxMessageBytes } from './acceptLink.ts';
import { JsonLines } from './jsonLines.ts';
import {
  acceptSchema,
  challengeSchema,
  type FollowerMessage,
  type LeaderMessage,
  leaderMessageSchema,
  linkAuthority,
  linkVersion,
  type Program,
} from './linkMessages.ts';
import { nextValue } from './nextValue.ts';
import { isProof, newNonce, proofOf } from './proof.ts';

const connectTimeoutMs = 3000;
const handshakeLineBytes = 4096;

export interface Caller {
  readonly program: Program;
  readonly secret: () => Promise<Buffer>;
}

/** The follower's end of a link. */
export interface LeaderLink {
  /** The leader's. */
  readonly program: Program;
  /** It serves no windows: `muxgate serve`. */
  readonly headless: boolean;
  send(message: FollowerMessage): void;
  onMessage(listener: (message: LeaderMessage) => void): void;
  onClose(listener: () => void): void;
  close(): void;
}

/**
 * Calls whoever listens on a port as the gateway of another window of ours. Never throws.
 * @returns undefined when it does not know our secret: a foreign program, or a Muxgate from before links
 */
export async function callLeader(
  host: string,
  port: number,
  caller: Caller,
): Promise<LeaderLink | undefined> {
  const connection = await connect(host, port);
  if (connection === undefined) return undefined;
  const lines = new JsonLines(connection.socket, {
    maxLineBytes: handshakeLineBytes,
    head: connection.head,
  });
  const accepted = await shakeHands(lines, port, caller).catch(() => undefined);
  if (accepted === undefined) {
    lines.close();
    return undefined;
  }
  lines.maxLineBytes = maxMessageBytes;
  return {
    ...accepted,
    send: (message) => lines.send(message),
    onMessage: (listener) => {
      lines.onValue((value) => {
        const parsed = leaderMessageSchema.safeParse(value);
        if (parsed.success) listener(parsed.data);
      });
    },
    onClose: (listener) => lines.onClose(listener),
    close: () => lines.close(),
  };
}

async function shakeHands(
  lines: JsonLines,
  port: number,
  caller: Caller,
): Promise<Pick<LeaderLink, 'program' | 'headless'> | undefined> {
  const followerNonce = newNonce();
  lines.send({ link: linkVersion, nonce: followerNonce });
  const secret = await caller.secret();
  const challenge = challengeSchema.safeParse(await nextValue(lines));
  if (!challenge.success) return undefined;
  const context = { port, followerNonce, leaderNonce: challenge.data.nonce };
  // Who cannot prove itself is told nothing at all.
  if (!isProof(challenge.data.proof, secret, 'leader', context)) return undefined;
  lines.send({ proof: proofOf(secret, 'follower', context), program: caller.program });
  const accepted = acceptSchema.safeParse(await nextValue(lines));
  return accepted.success ? accepted.data : undefined;
}

/** A tunnel through CONNECT, which no client of a gateway asks for: upgrades stay what they are for everybody else. */
function connect(host: string, port: number): Promise<{ socket: Duplex; head: Buffer } | undefined> {
  return new Promise((resolve) => {
    const call = request({
      host: loopbackOf(host),
      port,
      method: 'CONNECT',
      path: linkAuthority,
      agent: false,
    });
    const timer = setTimeout(() => call.destroy(), connectTimeoutMs);
    const end = (result: { socket: Duplex; head: Buffer } | undefined): void => {
      clearTimeout(timer);
      resolve(result);
    };
    call.on('connect', (answer, socket, head) => {
      if (answer.statusCode === 200) {
        end({ socket, head });
        return;
      }
      socket.destroy();
      end(undefined);
    });
    call.on('response', (answer) => {
      answer.destroy();
      end(undefined);
    });
    call.on('error', () => end(undefined));
    call.on('close', () => end(undefined));
    call.end();
  });
}

/** Where a program is called that listens on an address. */
function loopbackOf(host: string): string {
  if (host === '0.0.0.0' || host === 'localhost') return '127.0.0.1';
  return host === '::' ? '::1' : host;
}
