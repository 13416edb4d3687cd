import { existsSync } from 'node:fs';
import path from 'node:path';

/** The absolute path of the repository's root. */
export const repositoryRoot = path.resolve(import.meta.dirname, '../../..');

/**
 * The Node binary that VS Code's server runs on (it needs Node 24): `MUXGATE_TEST_NODE` for an older VS Code, the one we run on,
 * else the npm package `node`'s.
 * @throws with what to do, when there is none
 */
export function runtimeNode(): string {
  const chosen = process.env['MUXGATE_TEST_NODE'];
  if (chosen) return chosen;
  if (Number.parseInt(process.versions.node) >= 24) return process.execPath;
  const packaged = path.join(repositoryRoot, 'node_modules/node/bin/node');
  if (existsSync(packaged)) return packaged;
  throw new Error(
    `VS Code's server needs Node 24; this is Node ${process.versions.node}, and the npm package "node" is not ` +
      'installed. Run `npm ci` without --omit=optional and --ignore-scripts, or use Node 24.',
  );
}
