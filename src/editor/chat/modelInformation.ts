import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import type { OfferedModel } from '../../protocol/vscodeChat.ts';

/** The API demands a number where nothing is known; the tooltip says that it is unknown. */
const assumedContextTokens = 128_000;
const assumedOutputTokens = 16_000;

/** What VS Code reads beyond the stable API; other versions ignore it. */
export interface ModelInformation extends vscode.LanguageModelChatInformation {
  /** Whether the picker shows it; the user may decide otherwise in *Manage Models*. */
  readonly isUserSelectable: boolean;
  readonly category: { readonly label: string; readonly order: number };
}

/** A model as VS Code's picker shows it: what is unknown is said so. */
export function modelInformation(model: OfferedModel): ModelInformation {
  const contextTokens = model.contextTokens ?? assumedContextTokens;
  const maxOutputTokens = Math.min(
    model.maxOutputTokens ?? assumedOutputTokens,
    Math.ceil(contextTokens / 2),
  );
  return {
    id: model.id,
    name: nameOf(model),
    // Prompts are chosen by family; whoever is chosen by rules is of none.
    family: model.kind === 'model' ? familyOf(model.id) : 'muxgate',
    version: '1',
    detail: detailOf(model),
    tooltip: tooltipOf(model),
    maxInputTokens: contextTokens - maxOutputTokens,
    maxOutputTokens,
    // Not to say that a model calls tools would hide it in agent mode.
    capabilities: { toolCalling: model.tools !== false, imageInput: model.images === true },
    isUserSelectable: model.selectable,
    category: categoryOf(model),
  };
}

function nameOf({ kind, name }: OfferedModel): string {
  switch (kind) {
    case 'auto':
      return l10n.t('Muxgate: Auto');
    case 'workspace':
      return l10n.t('Workspace {0}', name);
    case 'route':
      return l10n.t('Route {0}', name);
    case 'model':
      return name;
  }
}

/** `openrouter/anthropic/claude-sonnet-4.5` → `claude-sonnet-4.5` */
function familyOf(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1).toLowerCase();
}

function categoryOf({ kind, provider }: OfferedModel): ModelInformation['category'] {
  return kind === 'model'
    ? { label: l10n.t('Muxgate: {0}', provider ?? ''), order: 2 }
    : { label: l10n.t('Muxgate: rules and routes'), order: 1 };
}

function detailOf(model: OfferedModel): string {
  const { kind, provider = '', targets } = model;
  if (kind === 'model') return `${provider} · ${priceText(model)}`;
  const [first] = targets;
  if (first === undefined) return l10n.t('rules decide');
  return kind === 'route' ? l10n.t('{0} first', first) : l10n.t('rules, else {0}', first);
}

function priceText({ price, local }: OfferedModel): string {
  if (local) return l10n.t('local');
  if (price === undefined) return l10n.t('price unknown');
  if (price.inputUsd === 0 && price.outputUsd === 0) return l10n.t('no price per token');
  return l10n.t('${0} in, ${1} out', usd(price.inputUsd), usd(price.outputUsd));
}

/** USD per million tokens, at most four places: `3`, `0.15`, `0.0375`. */
function usd(amount: number): string {
  return String(Number(amount.toFixed(4)));
}

function tooltipOf(model: OfferedModel): string {
  const { kind, contextTokens, maxOutputTokens, targets } = model;
  const unknown = l10n.t('unknown');
  const tokens = (count: number | undefined): string => count?.toLocaleString() ?? unknown;
  const yesNo = (known: boolean | undefined): string =>
    known === undefined ? unknown : known ? l10n.t('yes') : l10n.t('no');
  const lines = [
    aboutText(model),
    l10n.t('Context: {0} tokens', tokens(contextTokens)),
    l10n.t('Longest answer: {0} tokens', tokens(maxOutputTokens)),
    ...(kind === 'model'
      ? [
          l10n.t('Tools: {0}', yesNo(model.tools)),
          l10n.t('Images: {0}', yesNo(model.images)),
          l10n.t('Thinking: {0}', yesNo(model.reasoning)),
          l10n.t('Price per million tokens: {0}', priceText(model)),
        ]
      : [l10n.t('May answer: {0}', targets.length === 0 ? unknown : targets.join(', '))]),
  ];
  return lines.join('\n\n');
}

function aboutText({ kind, id, name }: OfferedModel): string {
  switch (kind) {
    case 'auto':
      return l10n.t(
        'The rules of the active workspace choose the model. Sizes are those of its catch-all model.',
      );
    case 'workspace':
      return l10n.t(
        'The rules of the workspace {0} choose the model. Sizes are those of its catch-all model.',
        name,
      );
    case 'route':
      return l10n.t('The route {0} chooses among its models. Sizes are those of the smallest.', name);
    case 'model':
      return id;
  }
}
