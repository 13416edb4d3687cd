import * as l10n from '@vscode/l10n';
import {
  css,
  html,
  LitElement,
  nothing,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import type { RouteOrder } from '../../../../src/protocol/webviewMessages.ts';
import { controlStyles } from '../controlStyles.ts';
import { entryEditorStyles } from '../entryEditorStyles.ts';
import { sectionStyles } from '../sectionStyles.ts';
import { sharedStyles } from '../sharedStyles.ts';

/** Requests come in bursts; the order is asked for once after one. */
const askDelayMs = 1000;

/** Whom a saved route would ask now, in turn, and who is left out and why. */
export class RouteOrderView extends LitElement {
  static override properties: PropertyDeclarations = {
    routeId: { attribute: false },
    ask: { attribute: false },
    moment: { attribute: false },
    order: { state: true },
  };
  static override styles = [
    sharedStyles,
    controlStyles,
    sectionStyles,
    entryEditorStyles,
    css`
      ol {
        margin-top: 4px;
        padding-left: 22px;
        list-style: decimal;
      }
      li {
        overflow-wrap: anywhere;
      }
    `,
  ];
  /** Without `@`. */
  declare routeId: string;
  /** Asks the gateway; rejects when it cannot be asked. */
  declare ask: (route: string) => Promise<RouteOrder>;
  /** Another one means that something may have changed. */
  declare moment: unknown;
  declare order: RouteOrder | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has('routeId')) {
      this.order = undefined;
      void this.#ask();
    } else if (changed.has('moment')) {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.#ask(), askDelayMs);
    }
  }

  override render(): TemplateResult | typeof nothing {
    const { order } = this;
    if (order === undefined) return nothing;
    const title = l10n.t('Who would be asked for a chat now');
    return html`
      <section aria-label=${title}>
        <div class="section-head"><h3>${title}</h3></div>
        ${order.route === undefined ? html`<p class="error">${order.problem ?? l10n.t('Nobody.')}</p>` : renderOrder(order.route)}
      </section>
    `;
  }

  async #ask(): Promise<void> {
    const { routeId } = this;
    const order = await this.ask(routeId).catch(() => undefined);
    if (routeId === this.routeId) this.order = order;
  }
}

function renderOrder({ order, leftOut }: NonNullable<RouteOrder['route']>): TemplateResult {
  return html`
    <ol>
      ${order.map((step) => html`<li class="mono">${step}</li>`)}
    </ol>
    ${
      leftOut.length === 0
        ? nothing
        : html`<ul aria-label=${l10n.t('Left out')}>
            ${leftOut.map(
              ({ target, why }) => html`<li class="muted">${l10n.t('Not {0}: {1}', target, why)}</li>`,
            )}
          </ul>`
    }
  `;
}

customElements.define('mux-route-order', RouteOrderView);
