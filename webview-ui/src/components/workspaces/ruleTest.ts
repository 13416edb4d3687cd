import * as l10n from '@vscode/l10n';
import { css, html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import '@vscode-elements/elements/dist/vscode-icon/index.js';
import '@vscode-elements/elements/dist/vscode-textarea/index.js';
import type { ExchangeRow, RerunResult } from '../../../../src/protocol/exchanges.ts';
import { momentText, shortModel } from '../../model/exchangeTexts.ts';
import { draftValue, type WorkspaceDraft } from '../../model/workspaceDraft.ts';
import { controlStyles } from '../controlStyles.ts';
import '../decisionView.ts';
import { fieldValue, isOpen } from '../events.ts';
import { sharedStyles } from '../sharedStyles.ts';
import { StoreElement } from '../storeElement.ts';

/** So that typing asks once, when it pauses. */
const pauseMs = 200;
const offeredRequests = 50;

type Kind = 'chat' | 'fim' | 'embeddings';

/** Where a prompt or a past request would go by the rules as they are edited, before anything is saved. */
export class RuleTest extends StoreElement {
  static override properties: PropertyDeclarations = {
    ...StoreElement.properties,
    draft: { attribute: false },
    isShown: { state: true },
    text: { state: true },
    kind: { state: true },
    client: { state: true },
    exchange: { state: true },
    recent: { state: true },
    result: { state: true },
    problem: { state: true },
  };
  static override styles = [
    sharedStyles,
    controlStyles,
    css`
      :host {
        margin-top: 16px;
      }
      summary {
        cursor: pointer;
        font-weight: 600;
      }
      .box {
        display: flex;
        flex-direction: column;
        gap: 10px;
        margin-top: 10px;
        padding: 12px;
        border: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent));
        border-radius: 6px;
      }
      .asked {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      select,
      .client {
        height: 26px;
        max-width: 100%;
        padding: 0 4px;
        border: 1px solid var(--vscode-settings-dropdownBorder, transparent);
        border-radius: 4px;
        background: var(--vscode-settings-dropdownBackground);
        color: var(--vscode-settings-dropdownForeground);
        font: inherit;
      }
      .client {
        width: 220px;
        padding: 0 8px;
      }
      .client::placeholder {
        color: var(--vscode-input-placeholderForeground);
        opacity: 1;
      }
      select:focus-visible,
      .client:focus-visible {
        outline: 1px solid var(--vscode-focusBorder);
        outline-offset: -1px;
      }
      .goes {
        display: flex;
        gap: 8px;
        align-items: center;
        font-size: 1.1em;
        font-weight: 600;
      }
      .goes vscode-icon {
        color: var(--vscode-testing-iconPassed);
      }
      .goes.none vscode-icon {
        color: var(--vscode-errorForeground);
      }
    `,
  ];
  declare draft: WorkspaceDraft;
  declare isShown: boolean;
  declare text: string;
  declare kind: Kind;
  /** As if the prompt came from it; empty: from nobody that is known. */
  declare client: string;
  /** Id of the past request that is tried; undefined: the text is. */
  declare exchange: string | undefined;
  declare recent: readonly ExchangeRow[];
  declare result: RerunResult | undefined;
  declare problem: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;

  constructor() {
    super();
    this.isShown = false;
    this.text = '';
    this.kind = 'chat';
    this.client = '';
    this.recent = [];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.#asked++;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    const causes = ['draft', 'state', 'text', 'kind', 'client', 'exchange', 'isShown'] as const;
    if (!this.isShown || !causes.some((cause) => changed.has(cause))) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(), pauseMs);
  }

  override render(): TemplateResult {
    return html`
      <details @toggle=${this.#onToggle}>
        <summary>${l10n.t('Try the rules')}</summary>
        ${this.isShown ? this.#renderBox() : nothing}
      </details>
    `;
  }

  #renderBox(): TemplateResult {
    const { recent, exchange, kind, problem, result } = this;
    const kinds: readonly (readonly [Kind, string])[] = [
      ['chat', l10n.t('Chat')],
      ['fim', l10n.t('Completion (FIM)')],
      ['embeddings', l10n.t('Embeddings')],
    ];
    return html`
      <div class="box">
        <p class="muted">
          ${l10n.t('Nothing is sent. The rules count as they are edited here, saved or not.')}
        </p>
        <div class="asked">
          <select
            aria-label=${l10n.t('What is tried')}
            @change=${(event: Event) => {
              this.exchange = fieldValue(event) === '' ? undefined : fieldValue(event);
            }}
          >
            <option value="" ?selected=${exchange === undefined}>${l10n.t('A prompt')}</option>
            ${recent.map((row) => html`<option value=${row.id} ?selected=${row.id === exchange}>${requestText(row)}</option>`)}
          </select>
          ${
            exchange === undefined
              ? html`<select
                    aria-label=${l10n.t('Kind of request')}
                    @change=${(event: Event) => {
                      this.kind = kinds.find(([one]) => one === fieldValue(event))?.[0] ?? 'chat';
                    }}
                  >
                    ${kinds.map(([one, text]) => html`<option value=${one} ?selected=${one === kind}>${text}</option>`)}
                  </select>
                  <input
                    class="client"
                    aria-label=${l10n.t('Client')}
                    placeholder=${l10n.t('Any client, or e.g. claude-code')}
                    .value=${this.client}
                    @input=${(event: Event) => {
                      this.client = fieldValue(event);
                    }}
                  />`
              : nothing
          }
        </div>
        ${
          exchange === undefined
            ? html`<vscode-textarea
                .label=${l10n.t('Prompt')}
                rows="4"
                resize="vertical"
                placeholder=${l10n.t('Paste a prompt; files that it names count. Empty: the active editor decides.')}
                .value=${this.text}
                @input=${(event: Event) => {
                  this.text = fieldValue(event);
                }}
              ></vscode-textarea>`
            : nothing
        }
        ${problem === undefined ? nothing : html`<p class="error break">${problem}</p>`}
        ${result === undefined ? nothing : renderResult(result)}
      </div>
    `;
  }

  #onToggle = (event: Event): void => {
    this.isShown = isOpen(event);
    if (this.isShown && this.recent.length === 0) void this.#readRecent();
  };

  async #readRecent(): Promise<void> {
    const { host } = this.actions.store;
    const answer = await host
      .request('listExchanges', { filter: {}, limit: offeredRequests })
      .catch(() => undefined);
    this.recent = answer?.rows ?? [];
  }

  async #ask(): Promise<void> {
    const asked = ++this.#asked;
    const { draft, exchange, text, kind } = this;
    const client = this.client.trim() === '' ? undefined : this.client.trim();
    const workspace = { id: draft.id, value: draftValue(draft) };
    const params =
      exchange === undefined
        ? { workspace, text: text.trim() === '' ? undefined : text, request: kind, client }
        : { workspace, exchange };
    try {
      const result = await this.actions.store.host.request('testRules', params);
      if (asked !== this.#asked) return;
      this.result = result;
      this.problem = undefined;
    } catch (error) {
      if (asked !== this.#asked) return;
      this.result = undefined;
      this.problem = error instanceof Error ? error.message : String(error);
    }
  }
}

function renderResult(result: RerunResult): TemplateResult {
  const { model, error, basis } = result;
  return html`
    <div role="status">
      <p class="goes break ${model === undefined ? 'none' : ''}">
        <vscode-icon name=${model === undefined ? 'error' : 'arrow-right'} aria-hidden="true"></vscode-icon>
        ${model ?? error?.message ?? l10n.t('No model')}
      </p>
      ${
        basis === 'recorded'
          ? html`<p class="muted">
              ${l10n.t('By its client, model and files; its words were not kept, so rules about words cannot match.')}
            </p>`
          : nothing
      }
      <mux-decision .decision=${result}></mux-decision>
    </div>
  `;
}

function requestText(row: ExchangeRow): string {
  const model = shortModel(row.model ?? row.requestedModel);
  return [momentText(row.atMs), row.client, model]
    .filter((part) => part !== undefined && part !== '')
    .join(' · ');
}

customElements.define('mux-rule-test', RuleTest);
