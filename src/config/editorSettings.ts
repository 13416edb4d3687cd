import { z } from 'zod';

/** A setting that the editor alone reads: the gateway and its file know nothing of it. */
export interface EditorSetting {
  readonly schema: z.ZodType;
  readonly scope: 'application' | 'resource' | 'language-overridable';
  readonly default: unknown;
  /** Markdown. */
  readonly description: string;
}

/**
 * Settings of the editor alone, below `muxgate.`; `protocol/editorSettings.ts` has their types and defaults for the editor,
 * which loads no zod. The order is the one shown, after those of the gateway.
 */
export const editorSettings: Readonly<Record<string, EditorSetting>> = {
  'statusBar.showCost': {
    schema: z.boolean(),
    scope: 'application',
    default: false,
    description: 'Shows what was spent today in the status bar, as far as prices are known.',
  },
  'terminal.environment': {
    schema: z.boolean(),
    scope: 'application',
    default: false,
    description:
      'Points agents that are started in new integrated terminals at Muxgate, through variables such as `ANTHROPIC_BASE_URL` and `OPENAI_BASE_URL`. Each window has an address of its own, so that its rules decide and its editors count.',
  },
  'terminal.accessKey': {
    schema: z.boolean(),
    scope: 'application',
    default: false,
    description:
      'Gives those terminals the access key too, when one is set. Every program that is started in them can then read it.',
  },
  'inlineCompletions.enabled': {
    schema: z.boolean(),
    scope: 'language-overridable',
    default: false,
    description:
      'Suggests code while you type, by the rules of your workspace for `fim` requests. Write `"[markdown]": {"muxgate.inlineCompletions.enabled": false}` to leave a language out. A folder may turn it off, never on.',
  },
  'inlineCompletions.multiLine': {
    schema: z.boolean(),
    scope: 'language-overridable',
    default: true,
    description: 'Suggests whole blocks where the cursor stands at the end of a line.',
  },
  'inlineCompletions.delayMs': {
    schema: z.int().check(z.gte(0), z.lte(5000)),
    scope: 'application',
    default: 200,
    description: 'How long typing must rest before code is asked for, in milliseconds.',
  },
};
