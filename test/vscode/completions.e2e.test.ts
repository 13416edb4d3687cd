import assert from 'node:assert/strict';
import { FakeUpstream } from '../helpers/fakeUpstream.ts';
import type { Editor } from '../helpers/vscode/editor.ts';
import { muxgateSettings } from '../helpers/vscode/muxgateSettings.ts';
import { openVscode } from '../helpers/vscode/openVscode.ts';
import { answerJson } from '../helpers/upstreamReactions.ts';

describe('code suggestions', () => {
  let upstream: FakeUpstream;
  let editor: Editor;
  before(async () => {
    upstream = await FakeUpstream.start();
    editor = await openVscode({
      settings: {
        ...muxgateSettings(upstream),
        'muxgate.providers': {
          m: { type: 'mistral', endpoint: `${upstream.url}/v1`, auth: 'none' },
        },
        'muxgate.workspaces': {
          default: { model: 'm/mistral-small', rules: [{ request: 'fim', model: 'm/codestral-latest' }] },
        },
        'muxgate.inlineCompletions.enabled': true,
        'muxgate.inlineCompletions.delayMs': 50,
        'editor.quickSuggestions': { other: 'off', comments: 'off', strings: 'off' },
        'editor.autoClosingBrackets': 'never',
        'editor.autoIndent': 'none',
      },
    });
    // Before the gateway answers there is nothing to suggest, and VS Code asks once, when somebody types.
    await editor.waitForStatusBar('mistral-small');
  });
  after(async () => {
    await editor.close();
    await upstream.close();
  });

  it('show what the rule for fim answers, take it with Tab, and ask nobody while it is typed along', async () => {
    const completed = { index: 0, message: { role: 'assistant', content: 'a + b;' }, finish_reason: 'stop' };
    upstream.react(answerJson({ id: 'i', object: 'chat.completion', model: 'c', choices: [completed] }));
    await editor.runCommand('File: New Untitled Text File');
    await editor.page.keyboard.type('const sum = ');
    const ghost = editor.page.locator('.ghost-text-decoration, .ghost-text').filter({ hasText: 'a + b;' });
    await ghost.first().waitFor();
    const asked = upstream.requests.length;
    assert.equal(upstream.lastRequest.json.prompt, 'const sum = ');
    assert.equal(upstream.lastRequest.path, '/v1/fim/completions');
    await editor.page.keyboard.type('a ');
    await editor.page
      .locator('.ghost-text-decoration, .ghost-text')
      .filter({ hasText: '+ b;' })
      .first()
      .waitFor();
    assert.equal(upstream.requests.length, asked);
    await editor.page.keyboard.press('Tab');
    await editor.page.locator('.view-line').filter({ hasText: 'const sum = a + b;' }).first().waitFor();
  });
});
