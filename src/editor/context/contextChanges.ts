import type { ContextMessage } from '../../protocol/gatewayMessages.ts';

/** The whole editor context of a window. */
export type ContextSnapshot = Required<Omit<ContextMessage, 'type'>>;

/**
 * The message that turns one context into the next: only the members that differ.
 * @param before what the gateway knows; undefined: nothing
 * @returns undefined when nothing differs
 */
export function contextChanges(
  before: ContextSnapshot | undefined,
  after: ContextSnapshot,
): ContextMessage | undefined {
  if (before === undefined) return { type: 'context', ...after };
  const keys = ['folders', 'active', 'visible', 'open', 'diagnostics', 'focusedAtMs', 'processes'] as const;
  const changed = keys.filter(
    (key) => before[key] !== after[key] && JSON.stringify(before[key]) !== JSON.stringify(after[key]),
  );
  if (changed.length === 0) return undefined;
  return { type: 'context', ...Object.fromEntries(changed.map((key) => [key, after[key]])) };
}
