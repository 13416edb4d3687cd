import type { Duplex } from 'node:stream';
import { JsonLines } from './jsonLines.ts';
import {
  answerSchema,
  callSchema,
  type FollowerMessage,
  followerMessageSchema,
  type LeaderMessage,
  linkVersion,
  type Program,
} from './linkMessages.ts';
import { isProof, newNonce, proofOf } from './proof.ts';
import { nextValue } from './nextValue.ts';

/** Nothing of a handshake is longer. */
const handshakeLineBytes = 4096;
/** Settings, files and answers of one window. */
export const maxMessageBytes = 256 * 1024 * 1024;

export interface LinkHost {
  readonly program: Program;
  /** It has no place for windows, and says so. */
  readonly headless: boolean;
  /** The secret of the data folder, read anew: it may have been replaced. Rejects when there is none. */
  readonly secret: () => Promise<Buffer>;
}

/** The leader's end of a link to another window's gateway. */
export interface FollowerLink {
  readonly program: Program;
  send(message: LeaderMessage): void;
  onMessage(listener: (message: FollowerMessage) => void): void;
  onClose(listener: () => void): void;
  close(): void;
}

/**
 * Takes a connection that says it is another window's gateway: proves itself, then lets the other prove itself.
 * @param port the local port that was called
 * @returns undefined when it is not one of ours, or took too long; the connection is closed then
 */
export async function acceptLink(
  socket: Duplex,
  head: Buffer,
  port: number,
  host: LinkHost,
): Promise<FollowerLink | undefined> {
  const lines = new JsonLines(socket, { maxLineBytes: handshakeLineBytes, head });
  const program = await shakeHands(lines, port, host).catch(() => undefined);
  if (program === undefined) {
    lines.close();
    return undefined;
  }
  lines.maxLineBytes = maxMessageBytes;
  lines.send({ accepted: true, program: host.program, headless: host.headless });
  return {
    program,
    send: (message) => lines.send(message),
    onMessage: (listener) => {
      lines.onValue((value) => {
        const parsed = followerMessageSchema.safeParse(value);
        // A newer follower may say what this version does not know.
        if (parsed.success) listener(parsed.data);
      });
    },
    onClose: (listener) => lines.onClose(listener),
    close: () => lines.close(),
  };
}

async function shakeHands(lines: JsonLines, port: number, host: LinkHost): Promise<Program | undefined> {
  const call = callSchema.safeParse(await nextValue(lines));
  if (!call.success || call.data.link !== linkVersion) return undefined;
  const secret = await host.secret();
  const context = { port, followerNonce: call.data.nonce, leaderNonce: newNonce() };
  lines.send({ link: linkVersion, nonce: context.leaderNonce, proof: proofOf(secret, 'leader', context) });
  const answer = answerSchema.safeParse(await nextValue(lines));
  if (!answer.success || !isProof(answer.data.proof, secret, 'follower', context)) return undefined;
  return answer.data.program;
}
