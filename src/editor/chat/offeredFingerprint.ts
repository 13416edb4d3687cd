import type { GatewayStatus } from '../../protocol/status.ts';

/**
 * What of a status decides about the models that VS Code's chat is offered, as a text to compare: status comes many times a second
 * while requests run. Models of VS Code's own are left out: they are not offered, and change when ours do.
 */
export function offeredFingerprint({
  gateway,
  activeWorkspace,
  workspaces,
  routes = [],
  providers,
}: GatewayStatus): string {
  return JSON.stringify([
    gateway.phase === 'starting',
    activeWorkspace,
    workspaces.map(({ id, name, model, broken }) => [id, name, model, broken === undefined]),
    routes.map(({ id, name, targets, broken }) => [id, name, targets, broken === undefined]),
    providers
      .filter(({ type }) => type !== 'vscode-lm')
      .map(({ id, name, models }) => [id, name, models.map(modelText)]),
  ]);
}

type Model = GatewayStatus['providers'][number]['models'][number];

function modelText({ id, contextTokens, maxOutputTokens, tools, images }: Model): string {
  return `${id} ${contextTokens ?? ''} ${maxOutputTokens ?? ''} ${tools ?? ''} ${images ?? ''}`;
}
