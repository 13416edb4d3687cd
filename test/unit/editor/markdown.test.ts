import assert from 'node:assert/strict';
import { code, commandLink, filled, icon, joinMarkdown, safe } from '../../../src/editor/markdown.ts';

describe('Markdown that shows text of others', () => {
  it('escapes every mark, so that a file name is no link, emphasis, code or HTML', () => {
    const name = '[x](command:muxgate.restartGateway) *a* `b` <img> www.evil.com';
    const { source } = safe`Matched ${name}.`;
    assert.equal(
      source,
      String.raw`Matched \[x\]\(command\:muxgate\.restartGateway\) \*a\* \`b\` \<img\> www\.evil\.com.`,
    );
  });

  it('keeps text from being an icon or a new paragraph', () => {
    const { source } = safe`${'$(zap)\n\n# title'}`;
    assert.doesNotMatch(source, /\$\\?\(/);
    assert.doesNotMatch(source, /\n/);
  });

  it('leaves Markdown of our own as it is', () => {
    assert.equal(safe`${icon('lock')} ${safe`**${'a*b'}**`} ${3}`.source, String.raw`$(lock) **a\*b** 3`);
  });

  it('fills the places of a translated text, in its order and escaped', () => {
    assert.equal(
      filled('{1} has **{0}** {2}', 'a*b', icon('lock')).source,
      String.raw`$(lock) has **a\*b** {2}`,
    );
  });

  it('fences code with more backticks than the code has in a row', () => {
    assert.equal(code('a`b``c').source, '```a`b``c```');
    assert.equal(code('`a').source, '`` `a ``');
    assert.equal(code('plain').source, '`plain`');
  });

  it('links to a command with its argument', () => {
    const { source } = commandLink('Copy', 'muxgate.copyBaseUrl', 'Copies it', 'rules');
    assert.equal(source, '[Copy](command:muxgate.copyBaseUrl?%5B%22rules%22%5D "Copies it")');
  });

  it('joins what is there', () => {
    assert.equal(joinMarkdown([safe`a`, undefined, safe`b`], '\n').source, 'a\nb');
  });
});
