import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { editorSettings } from '../../../src/config/editorSettings.ts';
import { vscodeConfiguration } from '../../../src/config/jsonSchema.ts';
import { localizedConfiguration } from '../../../src/config/localizedConfiguration.ts';
import { configSchema } from '../../../src/config/schema.ts';
import { editorSettingDefaults, isEditorSetting } from '../../../src/protocol/editorSettings.ts';

describe('vscodeConfiguration', () => {
  it('is what package.json contributes, with its texts in package.nls.json (run `node scripts/exportSchema.ts` after a change)', () => {
    const { configuration, texts } = localizedConfiguration(vscodeConfiguration());
    const manifest = read('package.json') as { contributes: { configuration: unknown } };
    assert.deepEqual(manifest.contributes.configuration, JSON.parse(JSON.stringify(configuration)));
    const written = Object.entries(read('package.nls.json')).filter(([key]) =>
      key.startsWith('configuration.'),
    );
    assert.deepEqual(Object.fromEntries(written), texts);
  });

  it('lets an opened folder say nothing but workspaces, and whether it takes code suggestions', () => {
    const { properties } = vscodeConfiguration() as { properties: Record<string, { scope: string }> };
    const open = Object.entries(properties).filter(([, property]) => property.scope !== 'application');
    assert.deepEqual(open.map(([key]) => key).sort(), [
      'muxgate.activeWorkspace',
      'muxgate.inlineCompletions.enabled',
      'muxgate.inlineCompletions.multiLine',
      'muxgate.workspaces',
    ]);
  });

  it('knows settings of the editor alone by the names and defaults that the editor has for them', () => {
    const defaults = Object.entries(editorSettings).map(([key, setting]) => [key, setting.default]);
    assert.deepEqual(Object.fromEntries(defaults), editorSettingDefaults);
    for (const { schema, default: value } of Object.values(editorSettings)) schema.parse(value);
    assert.deepEqual(Object.keys(configSchema.shape).filter(isEditorSetting), []);
  });
});

function read(name: string): Record<string, unknown> {
  const file = new URL(`../../../${name}`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
}
