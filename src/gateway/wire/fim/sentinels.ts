import { familyOfModel, sentinelFamilies } from './sentinelFamilies.ts';
import type { SentinelFamily } from './sentinelFamilies.ts';
import { readFileSections } from './fileSections.ts';

/** A fill-in-the-middle prompt taken apart. */
export interface SentinelPrompt {
  /** The text before the cursor. */
  readonly prefix: string;
  /** The text after the cursor; undefined when the prompt has none. */
  readonly suffix?: string;
  /** The paths that file separators name, in order; the last is the file being edited where it is named. */
  readonly files?: string[];
  /** Other files that stand before the gap, each below a line `+++++ path`. */
  readonly context?: string;
  /** The family whose tokens were found. */
  readonly family: SentinelFamily;
}

/** What chat templates and tokenizers put around a whole prompt. */
const openers = /^(?:<s>|<\|endoftext\|>|<｜begin▁of▁sentence｜>|<\|user\|>\n?)+/;
const closer = '<|assistant|>';

/**
 * Takes a prompt with the fill-in-the-middle tokens of any known family apart; undefined when it has none. The tokens
 * count only where a model would see them: the last one ends the prompt (Codestral: the first one begins it), so that code
 * which merely contains such text is not taken apart.
 */
export function parseSentinels(prompt: string): SentinelPrompt | undefined {
  const opened = prompt.replace(openers, '');
  const ended = withoutCloser(opened.trimEnd());
  for (const family of sentinelFamilies) {
    const gap = family.middle === undefined ? gapAtStart(opened, family) : gapAtEnd(ended, family);
    if (gap === undefined) continue;
    const before = readFileSections(gap.context);
    const inPrefix = family.middle === undefined ? readFileSections(gap.prefix) : undefined;
    const files = [...new Set([...before.files, ...(inPrefix?.files ?? [])])];
    const context = before.text + (inPrefix?.others ?? '');
    return {
      prefix: inPrefix?.last ?? gap.prefix,
      suffix: gap.suffix,
      ...(files.length === 0 ? {} : { files }),
      ...(context.trim() === '' ? {} : { context }),
      family,
    };
  }
  return undefined;
}

/** Whether a prompt, by its ends, may have such tokens where a model would see them. */
export function mayHoldSentinels(prompt: string): boolean {
  const text = prompt.replace(openers, '').trimEnd();
  const end = withoutCloser(text);
  return sentinelFamilies.some(({ prefix, suffix, middle }) =>
    middle === undefined ? text.startsWith(suffix) || text.startsWith(prefix) : end.endsWith(middle),
  );
}

/** A gap written with the tokens that a model was trained on; undefined when its name does not tell its family. */
export function formatSentinels(model: string, prefix: string, suffix: string): string | undefined {
  const family = familyOfModel(model);
  if (family === undefined) return undefined;
  const blank = family.isPadded === true ? ' ' : '';
  const before = `${family.prefix}${blank}${prefix}${blank}`;
  const after = `${family.suffix}${suffix}${blank}`;
  const gap = family.order === 'prefixFirst' ? before + after : after + before;
  return gap + (family.middle ?? '');
}

interface Gap {
  readonly context: string;
  readonly prefix: string;
  readonly suffix: string;
}

function gapAtEnd(text: string, family: SentinelFamily): Gap | undefined {
  if (family.middle === undefined || !text.endsWith(family.middle)) return undefined;
  return splitGap(text.slice(0, -family.middle.length), family);
}

function withoutCloser(text: string): string {
  return text.endsWith(closer) ? text.slice(0, -closer.length).trimEnd() : text;
}

function gapAtStart(text: string, family: SentinelFamily): Gap | undefined {
  if (!text.startsWith(family.suffix) && !text.startsWith(family.prefix)) return undefined;
  return splitGap(text.endsWith('[MIDDLE]') ? text.slice(0, -'[MIDDLE]'.length) : text, family);
}

/** Splits at the first token and at the other one after it: text that quotes the tokens further on stays whole. */
function splitGap(text: string, family: SentinelFamily): Gap | undefined {
  const first = [text.indexOf(family.prefix), text.indexOf(family.suffix)] as const;
  const isPrefixFirst = first[0] < first[1];
  const [from, to] = isPrefixFirst ? first : [first[1], first[0]];
  if (from === -1) return undefined;
  const [fromToken, toToken] = isPrefixFirst
    ? [family.prefix, family.suffix]
    : [family.suffix, family.prefix];
  const one = text.slice(from + fromToken.length, to);
  const two = text.slice(to + toToken.length);
  const [prefix, suffix] = isPrefixFirst ? [one, two] : [two, one];
  const context = text.slice(0, from);
  if (family.isPadded !== true) return { context, prefix, suffix };
  return { context, prefix: prefix.replace(/^ /, '').replace(/ $/, ''), suffix: suffix.replace(/ $/, '') };
}
