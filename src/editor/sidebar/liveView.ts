import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { GatewayStatus } from '../../protocol/status.ts';
import type { LiveNode } from './liveNodes.ts';
import type { LiveTree } from './liveTree.ts';
import { needsUser } from './needsUser.ts';

const viewId = 'muxgate.live';

/** The view in the side bar: its badge from the start, what is in it once it is looked at. */
export class LiveView implements vscode.TreeDataProvider<LiveNode> {
  readonly #load: (onChange: (node?: LiveNode) => void) => Promise<LiveTree>;
  readonly #changed = new vscode.EventEmitter<LiveNode | undefined>();
  readonly #view: vscode.TreeView<LiveNode>;
  readonly onDidChangeTreeData = this.#changed.event;
  #tree: Promise<LiveTree> | undefined;
  #badge = 0;

  /** @param load makes what is shown, when it is first looked at */
  constructor(load: (onChange: (node?: LiveNode) => void) => Promise<LiveTree>) {
    this.#load = load;
    this.#view = vscode.window.createTreeView(viewId, { treeDataProvider: this });
    this.#view.onDidChangeVisibility(({ visible }) => {
      if (visible || this.#tree !== undefined) void this.#loaded().then((tree) => tree.setVisible(visible));
    });
  }

  /** What needs the user is counted on the icon: no pop-up. */
  showBadge(status: GatewayStatus): void {
    const tasks = needsUser(status);
    if (tasks.length === this.#badge) return;
    this.#badge = tasks.length;
    this.#view.badge =
      tasks.length === 0
        ? undefined
        : {
            value: tasks.length,
            tooltip:
              tasks.length === 1 ? (tasks[0]?.text ?? '') : l10n.t('{0} things need you', tasks.length),
          };
  }

  async getChildren(node?: LiveNode): Promise<LiveNode[]> {
    const tree = await this.#loaded();
    return [...(node === undefined ? tree.nodes() : tree.childrenOf(node))];
  }

  getTreeItem(node: LiveNode): vscode.TreeItem {
    const { Expanded, None } = vscode.TreeItemCollapsibleState;
    const item = new vscode.TreeItem(node.label, node.children === undefined ? None : Expanded);
    item.id = node.id;
    item.description = node.description;
    item.tooltip = node.tooltip ?? [node.label, node.description].filter(Boolean).join('\n');
    if (node.icon !== undefined) {
      const color = node.color === undefined ? undefined : new vscode.ThemeColor(node.color);
      item.iconPath = new vscode.ThemeIcon(node.icon, color);
    }
    if (node.command !== undefined) {
      const { id, argument } = node.command;
      item.command = { command: id, title: node.label, arguments: argument === undefined ? [] : [argument] };
    }
    return item;
  }

  dispose(): void {
    void this.#tree?.then((tree) => tree.setVisible(false));
    this.#view.dispose();
    this.#changed.dispose();
  }

  #loaded(): Promise<LiveTree> {
    this.#tree ??= this.#load((node) => this.#changed.fire(node)).then((tree) => {
      tree.setVisible(this.#view.visible);
      return tree;
    });
    return this.#tree;
  }
}
