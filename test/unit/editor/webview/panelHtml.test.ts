import assert from 'node:assert/strict';
import type { PreparedAnswers } from '../../../../src/protocol/webviewMessages.ts';
import { panelHtml } from '../../../../src/editor/webview/panelHtml.ts';

const resources = {
  script: 'https://x/s.js',
  imported: 'https://x/i.js',
  codicons: 'https://x/c.css',
  source: 'https://x',
  nonce: 'n0',
  language: 'en',
  translations: undefined,
  page: undefined,
  prepared: undefined,
};

describe('the settings page’s HTML', () => {
  const html = panelHtml(resources);
  const policy = /content="(default-src[^"]+)"/.exec(html)?.[1] ?? '';

  it('lets in nothing but its own script, style sheet, font and images', () => {
    assert.equal(
      policy,
      "default-src 'none'; script-src 'nonce-n0'; style-src https://x; font-src https://x; img-src https://x data:",
    );
    assert.doesNotMatch(policy, /unsafe|\*/);
  });

  it('has one script, with the nonce, and nothing inline', () => {
    assert.deepEqual(html.match(/<script[^>]*>/g), [
      '<script type="module" nonce="n0" src="https://x/s.js">',
    ]);
    assert.doesNotMatch(html, / style=| on\w+=|<style/);
  });

  it('names what the script imports, so that both come at once', () => {
    assert.match(html, /<link rel="modulepreload" nonce="n0" href="https:\/\/x\/i.js">/);
  });

  it('does not make the script wait for the icons', () => {
    assert.doesNotMatch(html, /rel="stylesheet"/);
    assert.match(html, /<link rel="preload" as="style" href="https:\/\/x\/c.css">/);
    assert.match(html, /<body data-codicons="https:\/\/x\/c.css">/);
  });

  it('carries the answers to what the page is going to ask', () => {
    const prepared: PreparedAnswers = {
      id: 'p1',
      atMs: 1,
      answers: [{ method: 'exchangeChoices', params: {}, result: { models: ['a</script>'] } }],
    };
    const data = /id="prepared">(.*?)<\/script>/.exec(panelHtml({ ...resources, prepared }))?.[1];
    assert.deepEqual(JSON.parse(data ?? ''), prepared);
  });

  it('says which page comes, where that is known', () => {
    assert.doesNotMatch(html, /data-page/);
    assert.match(panelHtml({ ...resources, page: 'requests' }), /<body [^>]*data-page="requests">/);
  });

  it('says its language, and carries the texts in it as data that cannot end their element', () => {
    const translations = { Save: '保存', 'a </script> b': '甲 </script><script> 乙' };
    const translated = panelHtml({ ...resources, language: 'zh-cn', translations });
    assert.match(translated, /<html lang="zh-cn">/);
    const data = /<script type="application\/json" id="translations">(.*?)<\/script>/.exec(translated)?.[1];
    assert.deepEqual(JSON.parse(data ?? ''), translations);
    assert.equal(translated.match(/<script/g)?.length, 2);
  });
});
