import assert from 'node:assert/strict';
import { printedToken } from '../../../../src/editor/login/printedToken.ts';

const token = `sk-ant-oat01-${'aB3_'.repeat(12)}-${'xY9'.repeat(12)}`;
const colour = '\u001b[38;2;215;119;87m';
const reset = '\u001b[39m';

describe('printedToken', () => {
  it('finds a token between other lines', () => {
    assert.equal(printedToken(`Your token:\r\n\r\n${token}\r\n\r\nKeep it safe.\r\n`), token);
  });

  it('finds one that is coloured, after titles and links', () => {
    const link = '\u001b]8;;https://claude.ai\u0007here\u001b]8;;\u0007';
    assert.equal(printedToken(`${link}\r\n${colour}${token}${reset}\r\ndone.\r\n`), token);
  });

  it('joins one that the terminal has broken over lines', () => {
    const broken = `${token.slice(0, 60)}\r\n${token.slice(60)}\r\n\r\nStore this token.\r\n`;
    assert.equal(printedToken(`  ${broken}`), token);
  });

  it('takes no sentence behind it for a part of it', () => {
    assert.equal(printedToken(`export TOKEN=${token} and go on\r\nnow\r\n`), token);
  });

  it('finds none where there is none', () => {
    assert.equal(printedToken('Login failed.\r\n'), undefined);
  });
});
