import { html, nothing, type TemplateResult } from 'lit';
import { isOpen } from './events.ts';

/** A part of a form that opens and closes. */
export interface FoldedPart {
  readonly title: string;
  /** undefined: closed. */
  readonly isShown: boolean | undefined;
  readonly onToggle: (isShown: boolean) => void;
  /** Made only while it is open. */
  readonly content: () => TemplateResult;
}

/** Shows a part of a form, in the look of `sectionStyles.ts`. */
export function renderFoldedPart({ title, isShown, onToggle, content }: FoldedPart): TemplateResult {
  return html`
    <details ?open=${isShown} @toggle=${(event: Event) => onToggle(isOpen(event))}>
      <summary>${title}</summary>
      ${isShown === true ? content() : nothing}
    </details>
  `;
}
