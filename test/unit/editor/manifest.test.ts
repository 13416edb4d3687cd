import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { commandIds } from '../../../src/editor/commands/commandIds.ts';
import { englishManifest } from '../../helpers/englishManifest.ts';

interface Manifest {
  activationEvents: string[];
  contributes: {
    commands: { command: string; title: string; category: string }[];
    menus: Record<string, { command: string; when: string }[]>;
    walkthroughs: { steps: WalkthroughStep[] }[];
    configuration: { properties: Record<string, { scope: string }> };
  };
  capabilities: { untrustedWorkspaces: { supported: string; restrictedConfigurations: string[] } };
}

interface WalkthroughStep {
  description: string;
  media: { image: Record<'light' | 'dark' | 'hc' | 'hcLight', string>; altText: string };
  completionEvents: string[];
}

const file = new URL('../../../package.json', import.meta.url);
const manifest = englishManifest() as Manifest;
const { commands, menus, walkthroughs, configuration } = manifest.contributes;
const steps = walkthroughs.flatMap((walkthrough) => walkthrough.steps);
const known = new Set<string>(commandIds);

describe("package.json's contributions", () => {
  it('are exactly the commands that the code has, all in one category', () => {
    assert.deepEqual(commands.map(({ command }) => command).toSorted(), [...commandIds].toSorted());
    assert.deepEqual([...new Set(commands.map(({ category }) => category))], ['Muxgate']);
  });

  it('name no command in menus, the walkthrough or settings that is not there', () => {
    const inMenus = Object.values(menus)
      .flat()
      .map(({ command }) => command);
    const texts = JSON.stringify([steps, configuration]);
    const inTexts = [...texts.matchAll(/(?:command|onCommand):(muxgate\.\w+)/g)].map(([, id]) => id ?? '');
    assert.ok(inTexts.length > 5);
    assert.deepEqual(
      [...inMenus, ...inTexts].filter((id) => !known.has(id)),
      [],
    );
  });

  it('have a picture with a description for every step of the walkthrough, and say when the step is done', () => {
    assert.equal(steps.length, 4);
    for (const { media, completionEvents } of steps) {
      for (const theme of ['light', 'dark', 'hc', 'hcLight'] as const) {
        assert.ok(existsSync(new URL(media.image[theme], file)), media.image[theme]);
      }
      assert.ok(media.altText.length > 20);
      assert.ok(completionEvents.length > 0);
    }
  });

  it('start the extension after VS Code has started, and bring back its page', () => {
    assert.deepEqual(manifest.activationEvents, ['onStartupFinished', 'onWebviewPanel:muxgate.settings']);
  });

  it('let an untrusted folder say nothing that a trusted one may', () => {
    const ofFolders = Object.entries(configuration.properties).filter(
      ([, { scope }]) => scope === 'resource',
    );
    assert.deepEqual(
      manifest.capabilities.untrustedWorkspaces.restrictedConfigurations,
      ofFolders.map(([key]) => key),
    );
  });
});
