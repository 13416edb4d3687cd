import { isMarked, type MarkedWord } from '../markedWords.ts';
import type { QuirkChange } from './quirk.ts';

/**
 * Whether a change may find anything to change in messages in which these marked words stand: what can be said without parsing
 * them.
 */
export function mayChange(change: QuirkChange, words: ReadonlySet<string>): boolean {
  return marksOf(change)?.some((word) => words.has(word)) ?? true;
}

/** At least one of them stands in every message that is changed; undefined: no word tells. */
function marksOf(change: QuirkChange): readonly MarkedWord[] | undefined {
  switch (change.kind) {
    case 'messageField':
      return isMarked(change.field) ? [change.field] : undefined;
    case 'role':
      return isMarked(change.role) ? [change.role] : undefined;
    case 'toolCallIds':
      return ['tool_calls', 'tool_call_id'];
    case 'reasoning':
      return ['reasoning_content'];
    case 'needsReasoning':
      return change.of === 'every message' ? ['assistant'] : ['tool_calls'];
    case 'imageUrls':
      return ['image', 'image_url'];
    case 'refuses':
    case 'renames':
    case 'range':
    case 'most':
    case 'value':
    case 'sets':
    case 'alternates':
    case 'userAfterTool':
    case 'prefix':
    case 'schemaKeywords':
    case 'schemaInPrompt':
      return undefined;
  }
}
