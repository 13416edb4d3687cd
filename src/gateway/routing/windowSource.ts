import type { EditorWindow } from './window.ts';

/** The editor windows that report to this gateway; headless there are none. */
export interface WindowSource {
  get(id: string): EditorWindow | undefined;
  all(): EditorWindow[];
}
