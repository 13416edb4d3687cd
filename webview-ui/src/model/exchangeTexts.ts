import * as l10n from '@vscode/l10n';
import type { ExchangeRow } from '../../../src/protocol/exchanges.ts';
import { tokenText } from '../../../src/protocol/capabilityText.ts';
import { usdText } from '../../../src/protocol/usdText.ts';
import type { StateText } from './stateTexts.ts';
import { pageLocale } from './pageLocale.ts';

const clock = dateFormat({ hour: '2-digit', minute: '2-digit', second: '2-digit' });
const day = dateFormat({ month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' });
const exact = dateFormat({ dateStyle: 'medium', timeStyle: 'medium' });

/** When a request came: the time of today, or the day with it. */
export function momentText(atMs: number, nowMs: number = Date.now()): string {
  const isToday = new Date(atMs).toDateString() === new Date(nowMs).toDateString();
  return (isToday ? clock : day)(atMs);
}

/** When a request came, in full. */
export function exactMomentText(atMs: number): string {
  return exact(atMs);
}

/** `850 ms`, `2.3 s`, `1 min 20 s` */
export function durationText(ms: number): string {
  if (ms < 10) return l10n.t('{0} ms', ms.toFixed(1));
  if (ms < 1000) return l10n.t('{0} ms', Math.round(ms));
  const seconds = ms / 1000;
  if (seconds < 60) return l10n.t('{0} s', seconds.toFixed(seconds < 10 ? 1 : 0));
  return l10n.t('{0} min {1} s', Math.floor(seconds / 60), Math.round(seconds % 60));
}

/** A number of tokens in few characters; nothing where it is not known. */
export function tokensText(tokens: number | undefined): string {
  return tokens === undefined ? '' : tokenText(tokens);
}

/** `0.0123 USD`, `~0.01 USD` where it is partly estimated, `unknown` where no price is; nothing where nothing was sent. */
export function costText({ costUsd, costKind }: Pick<ExchangeRow, 'costUsd' | 'costKind'>): string {
  switch (costKind) {
    case undefined:
      return '';
    case 'unknown':
      return l10n.t('unknown');
    case 'exact':
      return usdText(costUsd ?? 0);
    case 'estimated':
      return `~${usdText(costUsd ?? 0)}`;
  }
}

/** The cost without its currency, for a column that names it. */
export function costNumber(row: Pick<ExchangeRow, 'costUsd' | 'costKind'>): string {
  return costText(row).replace(/ USD$/, '');
}

/** What became of a request. */
export function outcomeText({ outcome, status }: Pick<ExchangeRow, 'outcome' | 'status'>): StateText {
  switch (outcome) {
    case 'answered':
      return { icon: 'pass', tone: 'good', text: String(status) };
    case 'failed':
      return { icon: 'error', tone: 'bad', text: status === 0 ? l10n.t('failed') : String(status) };
    case 'aborted':
      return { icon: 'circle-slash', tone: 'quiet', text: l10n.t('left') };
  }
}

/** Why a request got its model, in few words. */
export function causeText({ cause, rule }: Pick<ExchangeRow, 'cause' | 'rule'>): string {
  switch (cause) {
    case undefined:
      return '';
    case 'rule':
      return rule === undefined ? l10n.t('rule') : l10n.t('rule {0}', rule);
    case 'catch-all':
      return l10n.t('no rule matched');
    case 'named model':
      return l10n.t('named by the client');
    case 'named route':
      return l10n.t('route named by the client');
    case 'pin':
      return l10n.t('pinned');
    case 'same turn':
      return l10n.t('same turn');
    case 'local only':
      return l10n.t('local only');
    case 'tier':
      return l10n.t('tier');
    case 'embeddings model':
      return l10n.t('embeddings model');
    case 'given id':
      return l10n.t('kept by its provider');
    case 'first provider':
      return l10n.t('first provider');
    default:
      return cause;
  }
}

/** Where files of a request were found. */
export function layerText(layer: string | undefined): string {
  switch (layer) {
    case 'prompt':
      return l10n.t('named in the message');
    case 'active':
      return l10n.t('the active editor');
    case 'visible':
      return l10n.t('the visible editors');
    case 'open':
      return l10n.t('the open tabs');
    case 'history':
      return l10n.t('named in earlier messages');
    default:
      return layer ?? '';
  }
}

/** `openrouter/deepseek/deepseek-r1` → `deepseek-r1` */
export function shortModel(model: string | undefined): string {
  return model === undefined ? '' : model.slice(model.lastIndexOf('/') + 1);
}

/** Writes dates in the page's language, which is known once the page begins; making a format takes longer than using it. */
function dateFormat(options: Intl.DateTimeFormatOptions): (atMs: number) => string {
  let format: Intl.DateTimeFormat | undefined;
  return (atMs) => (format ??= new Intl.DateTimeFormat(pageLocale(), options)).format(atMs);
}
