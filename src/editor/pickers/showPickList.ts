import * as vscode from 'vscode';
import type { PickLine, PickList, RowButton } from './pickRow.ts';

interface ActionButton<Action> extends vscode.QuickInputButton {
  readonly action: Action;
}

interface ActionItem<Action> extends vscode.QuickPickItem {
  readonly action?: Action;
  readonly buttons?: readonly ActionButton<Action>[];
}

/** The line below the input, which VS Code has since 1.108; before, the input's placeholder says it. */
interface PromptLine {
  prompt: string | undefined;
}

/** A list on the screen. */
export interface ShownPickList<Action> {
  /** Replaces what is listed; what the user has typed and selected stays. */
  update(list: PickList<Action>): void;
  close(): void;
  /** Resolves when it is gone, for whatever reason. */
  readonly closed: Promise<void>;
}

/**
 * Shows a list at once; it can be updated while it is open.
 * @param onAction called for a chosen row or button; returning `'stay'` keeps the list open
 */
export function showPickList<Action>(
  list: PickList<Action>,
  onAction: (action: Action) => 'stay' | undefined,
): ShownPickList<Action> {
  const picker: vscode.QuickPick<ActionItem<Action>> & Partial<PromptLine> = vscode.window.createQuickPick();
  const hasPromptLine = 'prompt' in picker;
  picker.matchOnDescription = true;
  picker.matchOnDetail = true;
  picker.keepScrollPosition = true;
  let titleButtons: readonly ActionButton<Action>[] = [];
  let shown = '';
  let firstSelection: string | undefined;

  const update = (next: PickList<Action>): void => {
    if (JSON.stringify(next) === shown) return;
    shown = JSON.stringify(next);
    const selection = picker.activeItems[0]?.label;
    picker.title = next.title;
    picker.placeholder = hasPromptLine ? next.placeholder : (next.prompt ?? next.placeholder);
    if (hasPromptLine) picker.prompt = next.prompt;
    picker.busy = next.isBusy ?? false;
    titleButtons = (next.buttons ?? []).map(toButton);
    picker.buttons = titleButtons;
    picker.items = next.lines.map(toItem);
    const meant = picker.items[next.lines.findIndex(isActive)] ?? picker.items.find((item) => item.action);
    const hasMoved = selection !== undefined && selection !== firstSelection;
    const active = (hasMoved ? picker.items.find(({ label }) => label === selection) : undefined) ?? meant;
    if (active !== undefined) picker.activeItems = [active];
    firstSelection = meant?.label;
  };
  const act = (action: Action | undefined): void => {
    if (action !== undefined && onAction(action) !== 'stay') picker.hide();
  };
  picker.onDidAccept(() => act(picker.selectedItems[0]?.action));
  picker.onDidTriggerItemButton(({ item, button }) =>
    act(item.buttons?.find((own) => own === button)?.action),
  );
  picker.onDidTriggerButton((button) => act(titleButtons.find((own) => own === button)?.action));
  const closed = new Promise<void>((resolve) => {
    picker.onDidHide(() => {
      picker.dispose();
      resolve();
    });
  });
  update(list);
  picker.show();
  return { update, close: () => picker.hide(), closed };
}

function isActive<Action>(line: PickLine<Action>): boolean {
  return 'label' in line && line.isActive === true;
}

function toItem<Action>(line: PickLine<Action>): ActionItem<Action> {
  if ('separator' in line) return { label: line.separator, kind: vscode.QuickPickItemKind.Separator };
  const { label, description, detail, icon, action, buttons } = line;
  return {
    label,
    description,
    detail,
    action,
    iconPath: icon === undefined ? undefined : new vscode.ThemeIcon(icon),
    buttons: buttons?.map(toButton),
  };
}

function toButton<Action>({ icon, tooltip, action }: RowButton<Action>): ActionButton<Action> {
  return { iconPath: new vscode.ThemeIcon(icon), tooltip, action };
}
