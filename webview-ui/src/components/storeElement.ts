import { LitElement, type PropertyDeclarations } from 'lit';
import type { Actions } from '../state/actions.ts';
import type { AppState } from '../state/appState.ts';

/** A part of the page: it shows the state that it is given, and acts through the actions. */
export class StoreElement extends LitElement {
  static override properties: PropertyDeclarations = {
    state: { attribute: false },
    actions: { attribute: false },
  };
  declare state: AppState;
  declare actions: Actions;
}
