import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { ExchangeDetail } from '../../../../src/protocol/exchanges.ts';
import { usdText } from '../../../../src/protocol/usdText.ts';
import { costText, durationText, tokensText } from '../../model/exchangeTexts.ts';

type Numbers = readonly (readonly [label: string, value: string])[];

/** What a request took in tokens, money and time; a number that is not known is left out. */
export function renderNumbers(detail: ExchangeDetail): TemplateResult {
  return html`
    ${renderList(l10n.t('Tokens'), tokenNumbers(detail))} ${renderList(l10n.t('Cost'), costNumbers(detail))}
    ${renderList(l10n.t('Times'), timeNumbers(detail))}
  `;
}

function renderList(title: string, numbers: Numbers): TemplateResult | typeof nothing {
  if (numbers.length === 0) return nothing;
  return html`
    <section>
      <h3>${title}</h3>
      <dl>
        ${numbers.map(
          ([label, value]) =>
            html`<div>
              <dt>${label}</dt>
              <dd>${value}</dd>
            </div>`,
        )}
      </dl>
    </section>
  `;
}

function tokenNumbers(detail: ExchangeDetail): Numbers {
  const { row, cachedInputTokens, cacheWriteTokens, reasoningTokens } = detail;
  return known([
    [l10n.t('In'), row.inputTokens],
    [l10n.t('Out'), row.outputTokens],
    [l10n.t('Of these cached'), cachedInputTokens],
    [l10n.t('Written to a cache'), cacheWriteTokens],
    [l10n.t('Thinking'), reasoningTokens],
  ]).map(([label, tokens]) => [label, tokensText(tokens)] as const);
}

function costNumbers({ row, estimatedUsd, overBudget, downRouted, cached }: ExchangeDetail): Numbers {
  const cost = costText(row);
  return [
    ...(cost === '' ? [] : [[l10n.t('Paid'), cost] as const]),
    ...(estimatedUsd === undefined ? [] : [[l10n.t('Estimated before'), usdText(estimatedUsd)] as const]),
    ...(overBudget === undefined ? [] : [[l10n.t('Beyond the budget'), overBudget] as const]),
    ...(downRouted ? [[l10n.t('For its price'), l10n.t('a cheaper model')] as const] : []),
    ...(cached ? [[l10n.t('From'), l10n.t('the response cache')] as const] : []),
  ];
}

function timeNumbers({ row, decisionMs, firstByteMs }: ExchangeDetail): Numbers {
  const streamedMs = row.firstTokenMs === undefined ? 0 : row.durationMs - row.firstTokenMs;
  const speed =
    row.stream && row.outputTokens !== undefined && streamedMs > 200
      ? row.outputTokens / (streamedMs / 1000)
      : undefined;
  return [
    ...known([
      [l10n.t('Deciding'), decisionMs],
      [l10n.t('First byte'), firstByteMs],
      [l10n.t('First token'), row.firstTokenMs],
      [l10n.t('In all'), row.durationMs],
    ]).map(([label, ms]) => [label, durationText(ms)] as const),
    ...(speed === undefined ? [] : [[l10n.t('Tokens a second'), speed.toFixed(0)] as const]),
  ];
}

function known(numbers: readonly (readonly [string, number | undefined])[]): (readonly [string, number])[] {
  return numbers.flatMap(([label, value]) => (value === undefined ? [] : [[label, value] as const]));
}
