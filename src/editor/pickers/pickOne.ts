import type { PickList } from './pickRow.ts';
import { showPickList } from './showPickList.ts';

/** Shows a list that does not change; returns what was chosen, undefined when it was left. */
export async function pickOne<Action>(list: PickList<Action>): Promise<Action | undefined> {
  let chosen: Action | undefined;
  await showPickList(list, (action) => {
    chosen = action;
    return undefined;
  }).closed;
  return chosen;
}
