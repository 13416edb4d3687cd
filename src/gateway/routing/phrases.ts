import type { FileScope } from '../../config/conditionSchema.ts';
import type { FileLayer, RequestKind } from './decision.ts';

/** Names of the kinds as people read them. */
export const kindNames: Readonly<Record<RequestKind, string>> = {
  chat: 'chat',
  fim: 'FIM',
  embeddings: 'embeddings',
};

/** What a file is, by the layer that it was found in. */
export const layerPhrases: Readonly<Record<FileLayer, string>> = {
  prompt: 'named in the newest message',
  active: 'the active editor',
  visible: 'a visible editor',
  open: 'an open tab',
  history: 'named in an older message',
};

/** Where a rule looks for files, by its `scope`. */
export const scopeTexts: Readonly<Record<FileScope, string>> = {
  prompt: 'named in the newest message',
  active: 'in the active editor',
  visible: 'in visible editors',
  open: 'in open tabs',
  history: 'named in older messages',
  all: 'anywhere',
};

/** `a`, `a or b`, `a, b or c`. */
export function orList(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`;
}
