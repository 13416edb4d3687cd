import assert from 'node:assert/strict';
import { resolveWindow } from '../../../../src/gateway/routing/resolveWindow.ts';
import type { WindowClues } from '../../../../src/gateway/routing/resolveWindow.ts';
import type { EditorWindow } from '../../../../src/gateway/routing/window.ts';
import { workingDirectory } from '../../../../src/gateway/routing/workingDirectory.ts';
import { asked, chat, completion, folderOf, says, windowOf, windowsOf } from '../../../helpers/routing.ts';

describe('workingDirectory', () => {
  const system = (text: string): ReturnType<typeof chat> => chat([says('system', text), says('user', 'hi')]);
  const cases: readonly (readonly [string, ReturnType<typeof chat>, string | undefined])[] = [
    [
      'Claude Code, opencode',
      system('<env>\nWorking directory: /home/me/shop\nIs directory a git repo: Yes\n</env>'),
      '/home/me/shop',
    ],
    [
      'Claude Code, newer',
      system('# Environment\n - Primary working directory: /home/me/shop\n - Platform: linux'),
      '/home/me/shop',
    ],
    ['pi', system('Current working directory: /home/me/shop'), '/home/me/shop'],
    [
      'Codex',
      chat([
        says('user', '<environment_context>\n  <cwd>/home/me/shop</cwd>\n</environment_context>'),
        says('user', 'hi'),
      ]),
      '/home/me/shop',
    ],
    [
      'Cline',
      chat(
        'hi\n<environment_details>\n# Current Working Directory (c:\\Users\\me\\shop) Files\na.ts\n</environment_details>',
      ),
      'c:/Users/me/shop',
    ],
    [
      'Roo',
      chat(
        'hi\n<environment_details>\n# Current Workspace Directory (/home/me/my shop) Files\n</environment_details>',
      ),
      '/home/me/my shop',
    ],
    [
      'Gemini CLI',
      chat([says('user', "I'm currently working in the directory: /home/me/shop\n"), says('user', 'hi')]),
      '/home/me/shop',
    ],
    [
      'Gemini CLI, several',
      chat([
        says('user', 'working in the following directories:\n  - /home/me/a\n  - /home/me/b'),
        says('user', 'hi'),
      ]),
      '/home/me/a',
    ],
    [
      "VS Code's chat",
      chat([
        says('user', 'I am working in a workspace with the following folders:\n- /home/me/shop \n'),
        says('user', 'hi'),
      ]),
      '/home/me/shop',
    ],
    ['a relative one says nothing', system('Working directory: ./shop'), undefined],
    ['nothing said', chat('hi'), undefined],
  ];
  for (const [name, request, expected] of cases) {
    it(name, () => {
      assert.equal(workingDirectory(asked(request)), expected);
    });
  }

  it('the newest message counts more than the first', () => {
    const at = (path: string): string => `x\n# Current Working Directory (${path}) Files\n`;
    const request = chat([says('user', at('/old')), says('assistant', 'a'), says('user', at('/new'))]);
    assert.equal(workingDirectory(asked(request)), '/new');
  });

  it('a completion has none', () => {
    assert.equal(workingDirectory(asked(completion('Working directory: /home/me'))), undefined);
  });
});

describe('resolveWindow', () => {
  const shop = windowOf({ id: 'shop', folders: [folderOf('shop')], focusedAtMs: 1 });
  const deep = windowOf({ id: 'deep', folders: [folderOf('web', '/home/me/shop/web')], focusedAtMs: 2 });
  const other = windowOf({ id: 'other', folders: [folderOf('other')], focusedAtMs: 3 });
  const empty = windowOf({ id: 'empty', folders: [], focusedAtMs: 0 });
  const all = windowsOf(shop, deep, other, empty);

  interface Clues {
    readonly id?: string;
    readonly directory?: string;
    readonly paths?: readonly string[];
  }
  const cluesOf = ({ id, directory, paths = [] }: Clues): WindowClues => ({
    pinnedWindow: id,
    workingDirectory: () => directory,
    paths: () => paths,
  });

  const cases: readonly (readonly [string, Clues, EditorWindow, string, boolean])[] = [
    [
      'its id in the address',
      { id: 'shop', directory: '/home/me/other' },
      shop,
      'its id is in the address',
      true,
    ],
    [
      'the working directory',
      { directory: '/home/me/shop' },
      shop,
      'its folder holds the working directory /home/me/shop',
      true,
    ],
    [
      'the longest folder',
      { directory: '/home/me/shop/web/src' },
      deep,
      'its folder holds the working directory /home/me/shop/web/src',
      true,
    ],
    [
      'a path of the prompt',
      { paths: ['a.ts', '/home/me/shop/a.ts'] },
      shop,
      'its folder holds /home/me/shop/a.ts',
      true,
    ],
    [
      'a directory elsewhere, then a path',
      { directory: '/tmp', paths: ['/home/me/shop/a.ts'] },
      shop,
      'its folder holds /home/me/shop/a.ts',
      true,
    ],
    ['a namesake is not it', { directory: '/home/me/shop2' }, other, 'it had the focus last', false],
    ['nothing said', {}, other, 'it had the focus last', false],
  ];
  for (const [name, clues, window, how, isCertain] of cases) {
    it(`${name}: ${window.id}`, () => {
      const { resolved, warnings } = resolveWindow(cluesOf(clues), all, false);
      assert.deepEqual(
        [resolved?.window.id, resolved?.how, resolved?.isCertain],
        [window.id, how, isCertain],
      );
      assert.deepEqual(warnings, []);
    });
  }

  it('an id that is not known falls through and says so', () => {
    const { resolved, warnings } = resolveWindow(
      cluesOf({ id: 'gone', directory: '/home/me/shop' }),
      all,
      false,
    );
    assert.equal(resolved?.window.id, 'shop');
    assert.deepEqual(warnings, [
      'there is no window "gone"; another was taken: its folder holds the working directory /home/me/shop',
    ]);
  });

  it('of windows with the same folder the one focused last', () => {
    const again = windowOf({ id: 'again', folders: [folderOf('shop')], focusedAtMs: 9 });
    const { resolved } = resolveWindow(
      cluesOf({ directory: '/home/me/shop' }),
      windowsOf(shop, again),
      false,
    );
    assert.equal(resolved?.window.id, 'again');
  });

  it('headless there is none', () => {
    assert.deepEqual(resolveWindow(cluesOf({ directory: '/home/me/shop' }), windowsOf(), false), {
      resolved: undefined,
      warnings: [],
    });
    assert.deepEqual(resolveWindow(cluesOf({ id: 'gone' }), windowsOf(), false).warnings, [
      'there is no window "gone", and no other one',
    ]);
  });

  it('case does not count where the platform says so', () => {
    const windows = windowsOf(windowOf({ id: 'win', folders: [folderOf('Shop', 'c:/Shop')] }), other);
    assert.equal(
      resolveWindow(cluesOf({ directory: 'C:/shop/x' }), windows, true).resolved?.window.id,
      'win',
    );
    assert.equal(
      resolveWindow(cluesOf({ directory: 'c:/shop/x' }), windows, false).resolved?.window.id,
      'other',
    );
  });
});
