import {
  css,
  html,
  LitElement,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { RuleStatus } from '../../../src/protocol/status.ts';
import type { JsonObject } from '../model/json.ts';
import type { ChoiceGroup } from '../model/modelChoices.ts';
import {
  withNewRule,
  withoutRule,
  type RuleDraft,
  withRule,
  withRuleAt,
  type WorkspaceDraft,
} from '../model/workspaceDraft.ts';
import { announce, emit, focusedElement } from './events.ts';
import type { RuleAction } from './ruleRow.ts';
import './ruleRow.ts';
import { sharedStyles } from './sharedStyles.ts';

/** A rule that is being dragged, and the index where it would land, counted without it. */
interface Drag {
  readonly key: number;
  readonly index: number;
}

/** The rules in order. They are moved by their handle, by Alt+Up and Alt+Down, or by buttons. Emits `mux-draft`. */
export class RuleList extends LitElement {
  static override properties: PropertyDeclarations = {
    draft: { attribute: false },
    models: { attribute: false },
    providerIds: { attribute: false },
    languages: { attribute: false },
    preview: { attribute: false },
    drag: { state: true },
  };
  static override styles = [
    sharedStyles,
    css`
      .list {
        border: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent));
        border-radius: 6px;
      }
      .item + .item {
        border-top: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent));
      }
      .item:focus-within {
        background: var(--vscode-settings-focusedRowBackground, transparent);
      }
      .item.dragged {
        opacity: 0.5;
      }
      .item.above {
        box-shadow: inset 0 2px 0 var(--vscode-focusBorder);
      }
      .item.below {
        box-shadow: inset 0 -2px 0 var(--vscode-focusBorder);
      }
      .empty {
        padding: 12px;
      }
    `,
  ];
  declare draft: WorkspaceDraft;
  declare models: readonly ChoiceGroup[];
  declare providerIds: readonly string[];
  declare languages: readonly string[];
  declare preview: readonly RuleStatus[] | undefined;
  declare drag: Drag | undefined;
  /** What gets the focus once the list shows the change that was asked for. */
  #focusNext: (() => HTMLElement | null | undefined) | undefined;

  override updated(changed: PropertyValues<this>): void {
    if (!changed.has('draft')) return;
    this.#focusNext?.()?.focus();
    this.#focusNext = undefined;
  }

  override render(): TemplateResult {
    const { rules } = this.draft;
    if (rules.length === 0) {
      return html`<div class="list empty muted">No rules: every request gets the model below.</div>`;
    }
    return html`
      <div class="list" role="list">
        ${repeat(
          rules,
          ({ key }) => key,
          (rule, index) => this.#renderRule(rule, index),
        )}
      </div>
    `;
  }

  #renderRule({ key, value }: RuleDraft, index: number): TemplateResult {
    return html`
      <div class="item ${this.#dragClass(key)}" role="listitem">
        <mux-rule-row
          .rule=${value}
          .number=${index + 1}
          .count=${this.draft.rules.length}
          .models=${this.models}
          .providerIds=${this.providerIds}
          .languages=${this.languages}
          .status=${this.preview?.[index]}
          @mux-rule=${(event: CustomEvent<JsonObject>) => this.#edit(withRule(this.draft, key, event.detail))}
          @mux-action=${(event: CustomEvent<RuleAction>) => this.#act(key, index, event.detail)}
          @mux-grip=${(event: CustomEvent<PointerEvent>) => this.#grip(key, index, event.detail)}
        ></mux-rule-row>
      </div>
    `;
  }

  #act(key: number, index: number, action: RuleAction): void {
    switch (action) {
      case 'up':
        this.#move(key, index - 1);
        return;
      case 'down':
        this.#move(key, index + 1);
        return;
      case 'duplicate': {
        const rule = this.draft.rules[index];
        if (rule !== undefined) this.#edit(withNewRule(this.draft, rule.value, key));
        return;
      }
      case 'delete':
        this.#focusNext = () =>
          this.#items.at(Math.min(index, this.#items.length - 1))?.querySelector('mux-rule-row');
        this.#edit(withoutRule(this.draft, key));
        announce(this, `Rule ${index + 1} deleted`);
    }
  }

  /** Moves a rule and keeps the focus on the control that had it, which the browser forgets when elements move. */
  #move(key: number, index: number): void {
    const last = this.draft.rules.length - 1;
    if (index < 0 || index > last) return;
    const focused = focusedElement();
    this.#focusNext = () => focused;
    this.#edit(withRuleAt(this.draft, key, index));
    announce(this, `Rule moved to position ${index + 1} of ${last + 1}`);
  }

  #grip(key: number, index: number, event: PointerEvent): void {
    if (event.button !== 0) return;
    event.preventDefault();
    const stop = new AbortController();
    const { signal } = stop;
    this.drag = { key, index };
    const end = (isDropped: boolean): void => {
      stop.abort();
      const drag = this.drag;
      this.drag = undefined;
      if (isDropped && drag !== undefined && drag.index !== index) this.#move(key, drag.index);
    };
    window.addEventListener(
      'pointermove',
      (move) => (this.drag = { key, index: this.#indexAt(key, move.clientY) }),
      {
        signal,
      },
    );
    window.addEventListener('pointerup', () => end(true), { signal });
    window.addEventListener('pointercancel', () => end(false), { signal });
    window.addEventListener(
      'keydown',
      (pressed) => {
        if (pressed.key === 'Escape') end(false);
      },
      { signal, capture: true },
    );
  }

  /** How many of the other rules have their middle above this point. */
  #indexAt(key: number, clientY: number): number {
    const dragged = this.draft.rules.findIndex((rule) => rule.key === key);
    const others = this.#items.filter((_, index) => index !== dragged);
    return others.filter((item) => {
      const { top, height } = item.getBoundingClientRect();
      return top + height / 2 < clientY;
    }).length;
  }

  #dragClass(key: number): string {
    const { drag } = this;
    if (drag === undefined) return '';
    if (drag.key === key) return 'dragged';
    const others = this.draft.rules.filter((rule) => rule.key !== drag.key);
    if (others[drag.index]?.key === key) return 'above';
    return drag.index === others.length && others.at(-1)?.key === key ? 'below' : '';
  }

  get #items(): HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('.item')];
  }

  #edit(draft: WorkspaceDraft): void {
    emit(this, 'mux-draft', draft);
  }
}

customElements.define('mux-rule-list', RuleList);
