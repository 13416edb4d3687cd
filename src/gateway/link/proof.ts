import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { hostname } from 'node:os';

/** What two ends of a link agree that they talk about. */
export interface ProofContext {
  /** The port that the one listens on and the other has called: a connection that was passed on between two ports proves nothing. */
  readonly port: number;
  /** Chosen by the one that called. */
  readonly followerNonce: string;
  readonly leaderNonce: string;
}

/** A number that was never used before. */
export function newNonce(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * Proves to the other end that this one knows the secret, without showing it (HMAC-SHA-256 over both ends' nonces, the role, the
 * port and the machine: a home folder may be shared by several).
 */
export function proofOf(secret: Buffer, role: 'leader' | 'follower', context: ProofContext): string {
  const said = ['muxgate-link', role, hostname(), context.port, context.followerNonce, context.leaderNonce];
  return createHmac('sha256', secret).update(JSON.stringify(said)).digest('base64url');
}

/** Whether a proof is right; takes the same time wherever it differs. */
export function isProof(
  given: unknown,
  secret: Buffer,
  role: 'leader' | 'follower',
  context: ProofContext,
): boolean {
  const expected = Buffer.from(proofOf(secret, role, context));
  const offered = Buffer.from(typeof given === 'string' ? given : '');
  return offered.length === expected.length && timingSafeEqual(offered, expected);
}
