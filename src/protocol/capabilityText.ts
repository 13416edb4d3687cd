import * as l10n from '@vscode/l10n';
import type { ModelStatus } from './status.ts';

/** What a model can do, as a person reads it at a glance: `200K · tools · images · thinking`. Empty when nothing is known. */
export function capabilityText(model: ModelStatus): string {
  const parts = [
    model.contextTokens === undefined ? undefined : tokenText(model.contextTokens),
    model.tools === true ? l10n.t('tools') : undefined,
    model.images === true ? l10n.t('images') : undefined,
    model.reasoning === true ? l10n.t('thinking') : undefined,
    model.fim === true ? 'FIM' : undefined,
    model.embeddings === true ? l10n.t('embeddings') : undefined,
  ];
  return parts.filter((part) => part !== undefined).join(' · ');
}

/** `200000` → `200K`; providers count in thousands or in 1024s. */
export function tokenText(tokens: number): string {
  if (tokens < 1000) return `${tokens}`;
  const isBinary = tokens % 1000 !== 0 && tokens % 1024 === 0;
  const thousand = isBinary ? 1024 : 1000;
  if (tokens < 1_000_000) return `${rounded(tokens / thousand, tokens < 10_000 ? 1 : 0)}K`;
  return `${rounded(tokens / (isBinary ? thousand * thousand : 1_000_000), 1)}M`;
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
