import assert from 'node:assert/strict';
import {
  contextFile,
  contextFolder,
  isWorkedOn,
  type OpenFolder,
  type UriParts,
} from '../../../../src/editor/context/fileLocation.ts';

function uri(path: string, scheme = 'file', authority = ''): UriParts {
  return { scheme, authority, path };
}

function folder(at: UriParts, name = 'shop'): OpenFolder {
  return { name, uri: at, uriText: `${at.scheme}://${at.authority}${at.path}` };
}

function locate(
  at: UriParts,
  folders: readonly OpenFolder[],
  { languageId, caseInsensitive = false }: { languageId?: string; caseInsensitive?: boolean } = {},
) {
  return contextFile(at, folders, { languageId, caseInsensitive });
}

const shop = folder(uri('/home/me/shop'));

describe('where a file is', () => {
  it('is told relative to its folder, with its language and its absolute path', () => {
    assert.deepEqual(locate(uri('/home/me/shop/src/a b.ts'), [shop], { languageId: 'typescript' }), {
      path: 'src/a b.ts',
      folder: '/home/me/shop',
      languageId: 'typescript',
      absolutePath: '/home/me/shop/src/a b.ts',
    });
  });

  it('is told with its absolute path when it is in no folder', () => {
    const outside = locate(uri('/etc/hosts'), [shop]);
    assert.equal(outside.path, '/etc/hosts');
    assert.equal(outside.folder, undefined);
  });

  it('does not take a folder for one whose name only begins alike', () => {
    assert.equal(locate(uri('/home/me/shop-old/a.ts'), [shop]).folder, undefined);
  });

  it('belongs to the innermost of nested folders', () => {
    const inner = folder(uri('/home/me/shop/api'));
    for (const folders of [
      [shop, inner],
      [inner, shop],
    ]) {
      assert.equal(locate(uri('/home/me/shop/api/main.go'), folders).path, 'main.go');
    }
  });

  it('is found in a folder that is the root of the file system', () => {
    assert.equal(locate(uri('/etc/hosts'), [folder(uri('/'))]).path, 'etc/hosts');
  });

  it('has a lower-case drive and forward slashes on Windows', () => {
    const windows = folder(uri('/c:/Users/me/shop'));
    assert.deepEqual(contextFolder(windows).path, 'c:/Users/me/shop');
    const file = locate(uri('/C:/Users/me/shop/src/Cart.ts'), [windows], { caseInsensitive: true });
    assert.equal(file.path, 'src/Cart.ts');
    assert.equal(file.absolutePath, 'c:/Users/me/shop/src/Cart.ts');
  });

  it('is found whatever its case where case does not count, and only there', () => {
    const file = uri('/c:/users/ME/Shop/src/Cart.ts');
    const folders = [folder(uri('/c:/Users/me/shop'))];
    assert.equal(locate(file, folders, { caseInsensitive: true }).path, 'src/Cart.ts');
    assert.equal(locate(file, folders).folder, undefined);
  });

  it('keeps the server of a UNC path', () => {
    const share = folder(uri('/team/shop', 'file', 'nas'));
    assert.equal(contextFolder(share).path, '//nas/team/shop');
    const file = locate(uri('/team/shop/a.ts', 'file', 'nas'), [share]);
    assert.deepEqual([file.path, file.absolutePath], ['a.ts', '//nas/team/shop/a.ts']);
  });

  it('of a remote folder is its path on the remote machine', () => {
    const remote = folder(uri('/srv/app', 'vscode-remote', 'ssh-remote+box'));
    const file = locate(uri('/srv/app/main.py', 'vscode-remote', 'ssh-remote+box'), [remote]);
    assert.deepEqual([file.path, file.absolutePath], ['main.py', '/srv/app/main.py']);
    assert.equal(
      locate(uri('/srv/app/main.py', 'vscode-remote', 'ssh-remote+other'), [remote]).folder,
      undefined,
    );
  });

  it('of a virtual folder is relative, and no absolute path is claimed', () => {
    const repository = folder(uri('/me/shop', 'vscode-vfs', 'github'));
    const file = locate(uri('/me/shop/src/a.ts', 'vscode-vfs', 'github'), [repository]);
    assert.deepEqual([file.path, file.folder, file.absolutePath], ['src/a.ts', '/me/shop', undefined]);
  });

  it('of an untitled file is its name, or the place that it will have', () => {
    assert.deepEqual(locate(uri('Untitled-1', 'untitled'), [shop], { languageId: 'sql' }), {
      path: 'Untitled-1',
      languageId: 'sql',
      absolutePath: undefined,
    });
    assert.equal(locate(uri('/home/me/shop/new.md', 'untitled'), [shop]).path, 'new.md');
  });

  it('of another version of a file is that file, so that rules for it hold', () => {
    const file = locate(uri('/home/me/shop/secrets/key.pem', 'git'), [shop]);
    assert.deepEqual([file.path, file.folder], ['secrets/key.pem', '/home/me/shop']);
  });
});

describe('what counts as a file', () => {
  it('is every document but those of VS Code itself and our own pages', () => {
    const schemes = [
      'file',
      'untitled',
      'vscode-remote',
      'git',
      'vscode-vfs',
      'output',
      'comment',
      'muxgate',
    ];
    assert.deepEqual(schemes.filter(isWorkedOn), ['file', 'untitled', 'vscode-remote', 'git', 'vscode-vfs']);
  });
});
