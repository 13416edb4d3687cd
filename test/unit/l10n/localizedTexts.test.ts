import assert from 'node:assert/strict';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const eslint = new ESLint({ cwd: root });

/** What the rule finds in a source text that stands in for a file of the page. */
async function findings(source: string): Promise<string[]> {
  const file = path.join(root, 'webview-ui/src/main.ts');
  const [result] = await eslint.lintText(source, { filePath: file });
  const messages = result?.messages ?? [];
  return messages.filter(({ ruleId }) => ruleId === 'muxgate/localized-texts').map(({ message }) => message);
}

describe('the lint rule for texts that people see', function () {
  this.timeout(60_000);

  it('finds them in templates, in attributes and members that are shown, and wherever a sentence is', async () => {
    const found = await findings(`
      import { html } from 'lit';
      declare const count: number;
      export const one = html\`<p title="Read me">\${count === 1 ? 'rule' : 'Many'} left over</p>\`;
      export const two = { label: 'done', text: 'All is done', why: \`Only \${count} left\` };
      export const three = new Error('It is gone. Choose another.');
    `);
    const expected = [
      'Read me',
      '… left over',
      'rule',
      'Many',
      'done',
      'All is done',
      'Only X left',
      'It is gone',
    ];
    for (const text of expected)
      assert.ok(
        found.some((message) => message.includes(text)),
        `${text} in ${found.join('; ')}`,
      );
    assert.equal(found.length, expected.length);
  });

  it('leaves alone what goes through l10n.t, codes, names, markup and messages to developers', async () => {
    const found = await findings(`
      import * as l10n from '@vscode/l10n';
      import { html, css } from 'lit';
      declare const kind: 'key missing' | 'For all';
      export const style = css\`.a { color: red; margin: 0 auto }\`;
      export const one = html\`<p class="big and bold" title=\${l10n.t('Read me')}>\${l10n.t('Left')} · OpenAI</p>\`;
      export const two: typeof kind = kind === 'For all' ? 'key missing' : 'For all';
      export const three = new Error('there is no element at this path');
    `);
    assert.deepEqual(found, []);
  });

  it('wants one literal, because that is what is extracted', async () => {
    const found = await findings(`
      import * as l10n from '@vscode/l10n';
      declare const isOne: boolean;
      export const text = l10n.t(isOne ? 'One' : 'Two');
    `);
    assert.ok(found.some((message) => message.includes('one literal')));
  });
});
