import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { vscodeConfiguration } from '../../../src/config/jsonSchema.ts';

describe('vscodeConfiguration', () => {
  it('is what package.json contributes (run `node scripts/exportSchema.ts` after a change)', () => {
    const manifest = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
      contributes: { configuration: unknown };
    };
    assert.deepEqual(manifest.contributes.configuration, JSON.parse(JSON.stringify(vscodeConfiguration())));
  });

  it('lets an opened folder say nothing but workspaces', () => {
    const { properties } = vscodeConfiguration() as { properties: Record<string, { scope: string }> };
    const open = Object.entries(properties).filter(([, property]) => property.scope !== 'application');
    assert.deepEqual(open.map(([key]) => key).sort(), ['muxgate.activeWorkspace', 'muxgate.workspaces']);
  });
});
