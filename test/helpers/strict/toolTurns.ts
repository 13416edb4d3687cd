/** One thing in a conversation, as far as the pairing of calls and results is concerned. */
export type ToolStep =
  | { readonly kind: 'calls'; readonly ids: readonly string[] }
  | { readonly kind: 'results'; readonly ids: readonly string[] }
  | { readonly kind: 'other' };

/**
 * Why a provider that insists on the order of tool turns refuses: every call is answered once, directly after it, and
 * no result is without its call. A history may end with open calls only when `mayEndOpen`.
 */
export function brokenToolTurn(steps: readonly ToolStep[], mayEndOpen = false): string | undefined {
  const seen = new Set<string>();
  let open = new Set<string>();
  for (const step of steps) {
    if (step.kind === 'results') {
      for (const id of step.ids)
        if (!open.delete(id)) return `the result of ${id} has no open call before it`;
      continue;
    }
    if (open.size > 0) return `the calls ${[...open].join(', ')} have no result directly after them`;
    if (step.kind !== 'calls') continue;
    for (const id of step.ids) {
      if (seen.has(id)) return `the call id ${id} is not unique`;
      seen.add(id);
    }
    open = new Set(step.ids);
  }
  return open.size > 0 && !mayEndOpen ? `the calls ${[...open].join(', ')} have no result` : undefined;
}
