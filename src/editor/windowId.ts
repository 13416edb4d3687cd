import { randomUUID } from 'node:crypto';
import type * as vscode from 'vscode';

const storageKey = 'muxgate.windowId';

/** This window's id: random, and the same again after a reload (`env.sessionId` is one constant in some hosts). */
export function windowId(workspaceState: vscode.Memento): string {
  const known = workspaceState.get<string>(storageKey);
  if (known !== undefined) return known;
  const id = randomUUID();
  void workspaceState.update(storageKey, id);
  return id;
}
