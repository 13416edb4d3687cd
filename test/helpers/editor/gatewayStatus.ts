import { startingStatus } from '../../../src/editor/link/startingStatus.ts';
import type { GatewayStatus, ProviderStatus, WorkspaceStatus } from '../../../src/protocol/status.ts';

/** The status of a gateway that listens on port 8989, with what a test says otherwise. */
export function gatewayStatus(differences: Partial<GatewayStatus> = {}): GatewayStatus {
  return {
    ...startingStatus,
    gateway: { phase: 'listening', host: '127.0.0.1', port: 8989 },
    preview: { workspace: 'default', localOnly: false, warnings: [] },
    activeWorkspace: 'default',
    ...differences,
  };
}

/** A reachable provider. */
export function providerStatus(differences: Partial<ProviderStatus> & { id: string }): ProviderStatus {
  return {
    name: differences.id,
    type: differences.id,
    endpoint: `https://${differences.id}.example.com/v1`,
    state: 'reachable',
    local: false,
    models: [],
    ...differences,
  };
}

/** A workspace without rules. */
export function workspaceStatus(differences: Partial<WorkspaceStatus> & { id: string }): WorkspaceStatus {
  return { name: differences.id, origin: 'user', rules: [], ...differences };
}
