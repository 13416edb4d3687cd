import * as z from 'zod/mini';

/**
 * What goes over a link between the gateways of two windows: first the handshake, then the messages between the follower's
 * editor and the leader, as they are. Both ends may be of different versions.
 */

/** Raised when the handshake itself changes. */
export const linkVersion = 1;
/** What is called with CONNECT; nothing of this name can exist (RFC 2606). */
export const linkAuthority = 'muxgate-link.invalid:80';

/** Which program it is. */
const programSchema = z.object({ version: z.string(), protocolVersion: z.number() });

/** Follower → leader. */
export const callSchema = z.object({
  link: z.number(),
  nonce: z.string().check(z.minLength(16), z.maxLength(200)),
});
/** Leader → follower: the leader proves itself first. */
export const challengeSchema = z.object({
  link: z.number(),
  nonce: z.string().check(z.minLength(16), z.maxLength(200)),
  proof: z.string(),
});
/** Follower → leader. */
export const answerSchema = z.object({ proof: z.string(), program: programSchema });
/** Leader → follower. `headless`: it serves no windows. */
export const acceptSchema = z.object({
  accepted: z.literal(true),
  program: programSchema,
  headless: z.boolean(),
});

/** Follower → leader, once accepted. */
export const followerMessageSchema = z.discriminatedUnion('kind', [
  /** The environment variables that the window's settings name; null: not set there. */
  z.object({ kind: z.literal('environment'), variables: z.record(z.string(), z.nullable(z.string())) }),
  /** A message of the follower's editor. */
  z.object({ kind: z.literal('editor'), message: z.unknown() }),
  /** The follower is of a newer version: it asks for the port. */
  z.object({ kind: z.literal('yield') }),
]);

const leaderWindowSchema = z.object({ id: z.string(), editorPid: z.number() });

/** Leader → follower, once accepted. */
export const leaderMessageSchema = z.discriminatedUnion('kind', [
  /** A message to the follower's editor. */
  z.object({ kind: z.literal('gateway'), message: z.unknown() }),
  /** Which windows there are: whoever takes over waits for them. */
  z.object({
    kind: z.literal('windows'),
    /** All that are linked. */
    ids: z.array(z.string()),
    /** The leader's own, with the process that forked its gateway: when only the gateway crashes, it comes back. */
    own: z.optional(leaderWindowSchema),
  }),
  /** The port is free; what is running over this link still ends. */
  z.object({ kind: z.literal('leaving') }),
]);

export type Program = z.infer<typeof programSchema>;
export type LeaderWindow = z.infer<typeof leaderWindowSchema>;
export type FollowerMessage = z.infer<typeof followerMessageSchema>;
export type LeaderMessage = z.infer<typeof leaderMessageSchema>;
