import * as l10n from '@vscode/l10n';
import { css, html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { type JsonObject, withMember } from '../../model/json.ts';
import { knownModels } from '../../model/knownModels.ts';
import type { ObjectField } from '../../model/objectFields.ts';
import { strategyOf } from '../../model/routeDraft.ts';
import { routeStrategyTexts } from '../../model/strategies.ts';
import { emit } from '../events.ts';
import '../objectFields.ts';
import { sharedStyles } from '../sharedStyles.ts';
import { StoreElement } from '../storeElement.ts';
import { renderStrategy } from '../strategyField.ts';

const stickyField: readonly ObjectField[] = [
  {
    key: 'sticky',
    label: l10n.t('A conversation keeps the target that it was given'),
    kind: 'switch',
    byDefault: false,
  },
];

const ratingsField: readonly ObjectField[] = [
  {
    key: 'weighRatings',
    label: l10n.t('Targets whose answers you rated well come sooner'),
    kind: 'switch',
    byDefault: false,
  },
];

/** Those that order by a measure which likings can change. */
const ratedStrategies: readonly string[] = ['fastest', 'cheapest', 'random'];

/** How a route orders its targets, with what only that strategy has. Emits `mux-head` with the changed route. */
export class RouteStrategy extends StoreElement {
  static override properties: PropertyDeclarations = {
    ...StoreElement.properties,
    head: { attribute: false },
    targetCount: { type: Number },
    routeKey: {},
  };
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        gap: 12px;
      }
      .strategy {
        max-width: 560px;
      }
    `,
  ];
  declare head: JsonObject;
  declare targetCount: number;
  declare routeKey: string;

  override render(): TemplateResult {
    const strategy = strategyOf(this.head);
    return html`
      <div class="strategy">
        ${renderStrategy(l10n.t('Strategy'), routeStrategyTexts, strategy, (chosen) =>
          this.#emit(withMember(this.head, 'strategy', chosen === 'priority' ? undefined : chosen)),
        )}
      </div>
      ${strategy === 'random' ? this.#renderFields(stickyField) : nothing}
      ${ratedStrategies.includes(strategy) ? this.#renderFields(ratingsField) : nothing}
      ${strategy === 'consensus' ? this.#renderFields(this.#consensusFields) : nothing}
    `;
  }

  #renderFields(fields: readonly ObjectField[]): TemplateResult {
    return html`
      <mux-object-fields
        .value=${this.head}
        .fields=${fields}
        .models=${knownModels(this.state, 'text', this.routeKey).groups}
        @mux-object=${(event: CustomEvent<JsonObject>) => this.#emit(event.detail)}
      ></mux-object-fields>
    `;
  }

  get #consensusFields(): readonly ObjectField[] {
    return [
      {
        key: 'quorum',
        label: l10n.t('Answers that are enough'),
        kind: 'count',
        byDefault: l10n.t('all {0}', this.targetCount),
      },
      { key: 'deadlineSeconds', label: l10n.t('Wait at most (seconds)'), kind: 'amount', byDefault: '60' },
      {
        key: 'summarizer',
        label: l10n.t('Joins the answers'),
        kind: 'model',
        byDefault: l10n.t('the first target'),
        pattern: /^(@[a-z0-9][a-z0-9._-]*|[a-z0-9][a-z0-9._-]*\/.+)$/,
        problem: l10n.t('A model as "provider/model", or a route as "@name".'),
      },
    ];
  }

  #emit(head: JsonObject): void {
    emit(this, 'mux-head', head);
  }
}

customElements.define('mux-route-strategy', RouteStrategy);
