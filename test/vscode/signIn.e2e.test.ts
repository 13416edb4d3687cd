import assert from 'node:assert/strict';
import { FakeUpstream } from '../helpers/fakeUpstream.ts';
import { oauthClientId, type OAuthServer, startOAuthServer } from '../helpers/oauthServer.ts';
import { SettingsPage } from '../helpers/settingsPage.ts';
import type { Editor } from '../helpers/vscode/editor.ts';
import { openVscode } from '../helpers/vscode/openVscode.ts';
import { until } from '../helpers/vscode/until.ts';
import { UserSettings } from '../helpers/vscode/userSettings.ts';

describe('an account that signs in', function () {
  let upstream: FakeUpstream;
  let oauth: OAuthServer;
  let editor: Editor;

  before(async () => {
    upstream = await FakeUpstream.start();
    oauth = await startOAuthServer();
    const login = { type: 'oauth', issuer: oauth.issuer, clientId: oauthClientId, scopes: 'openid' };
    editor = await openVscode({
      settings: {
        'muxgate.providers': {
          corp: {
            type: 'openai-compatible',
            name: 'Corp',
            endpoint: `${upstream.url}/v1`,
            accounts: { work: { name: 'Work', login } },
          },
        },
        'muxgate.workspaces': { default: { model: 'corp/model-a' } },
      },
    });
  });
  after(async () => {
    await editor.close();
    await oauth.close();
    await upstream.close();
  });

  it('does so from the settings page with a code, and its token is sent and kept out of the settings', async () => {
    const page = await SettingsPage.open(editor);
    await page.button('Edit: Corp').click();
    await page.frame
      .getByText(/not signed in/)
      .first()
      .waitFor();
    await page.button('Sign In…').click();
    await editor.pick('With a code');
    const notification = editor.page.locator('.notifications-toasts').getByText(/Type in the code \S+/);
    const code = await until('a code', async () => {
      const text = await notification.first().innerText();
      return /Type in the code (\S+)/.exec(text)?.[1];
    });
    await oauth.typeCodeIn(code);
    const token = await until('a call with the token', () => {
      const sent = upstream.requests.at(-1)?.headers.authorization?.replace(/^Bearer /, '');
      return Promise.resolve(sent);
    });
    assert.ok(await oauth.isGood(token));
    assert.ok(!(await new UserSettings(editor).text()).includes(token));
  });
});
