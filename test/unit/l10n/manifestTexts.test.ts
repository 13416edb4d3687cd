import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readTexts } from '../../../scripts/l10n/texts.ts';

const manifestText = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
const usedKeys = [...manifestText.matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key ?? '');

describe('package.nls.json', () => {
  it('has a text for every key of package.json, and no other', () => {
    const described = [...usedKeys, 'description'];
    assert.deepEqual(
      Object.keys(readTexts('package.nls.json')).toSorted(),
      [...new Set(described)].toSorted(),
    );
  });

  it('holds every text that VS Code shows of package.json', () => {
    const { contributes, capabilities } = JSON.parse(manifestText) as Record<string, unknown>;
    const shown = new Set(['title', 'description', 'markdownDescription', 'altText', 'label', 'displayName']);
    const written: string[] = [];
    JSON.stringify([contributes, capabilities], (name, value: unknown) => {
      if (typeof value === 'string' && shown.has(name) && !value.startsWith('%')) written.push(value);
      return value;
    });
    assert.deepEqual([...new Set(written)], ['Muxgate']);
  });

  it('describes the extension as npm does, which translates nothing', () => {
    const { description } = JSON.parse(manifestText) as { description: string };
    assert.equal(readTexts('package.nls.json')['description'], description);
  });
});
