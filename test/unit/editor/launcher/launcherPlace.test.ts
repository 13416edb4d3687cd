import assert from 'node:assert/strict';
import {
  launcherPlace,
  launchersOnPath,
  type Surroundings,
} from '../../../../src/editor/launcher/launcherPlace.ts';
import { pathAdvice } from '../../../../src/editor/launcher/pathAdvice.ts';

const linux: Surroundings = {
  platform: 'linux',
  env: { PATH: '/usr/local/bin:/usr/bin:/home/ada/bin/:/home/ada/.local/bin' },
  home: '/home/ada',
  isWritable: () => Promise.resolve(false),
};
const mac: Surroundings = {
  platform: 'darwin',
  env: { PATH: '/opt/homebrew/bin:/usr/local/bin:/usr/bin' },
  home: '/Users/ada',
  isWritable: (folder) => Promise.resolve(folder === '/opt/homebrew/bin'),
};
const windows: Surroundings = {
  platform: 'win32',
  env: {
    Path: String.raw`C:\Windows;c:\users\ada\appdata\local\microsoft\windowsapps\ `.trim(),
    LOCALAPPDATA: String.raw`C:\Users\Ada\AppData\Local`,
  },
  home: String.raw`C:\Users\Ada`,
  isWritable: () => Promise.resolve(true),
};

const cases: [string, Surroundings, string, boolean][] = [
  ['the own folder that is on the PATH', linux, '/home/ada/.local/bin/muxgate', true],
  ['~/bin when that one is', { ...linux, env: { PATH: '/home/ada/bin' } }, '/home/ada/bin/muxgate', true],
  ['the usual folder when none is', { ...linux, env: {} }, '/home/ada/.local/bin/muxgate', false],
  ["Homebrew's folder on a Mac whose user may write there", mac, '/opt/homebrew/bin/muxgate', true],
  [
    'the usual folder on a Mac that lets nobody write',
    { ...mac, isWritable: () => Promise.resolve(false) },
    '/Users/ada/.local/bin/muxgate',
    false,
  ],
  [
    "the folder of Windows that is on everybody's PATH",
    windows,
    String.raw`C:\Users\Ada\AppData\Local\Microsoft\WindowsApps\muxgate.cmd`,
    true,
  ],
];

describe('the place of the launcher', () => {
  for (const [name, surroundings, file, isOnPath] of cases) {
    it(`is ${name}`, async () => {
      const place = await launcherPlace(surroundings);
      assert.deepEqual([place.file, place.isOnPath], [file, isOnPath]);
    });
  }

  it('is found by a terminal in the order of the PATH', () => {
    assert.deepEqual(launchersOnPath({ platform: 'linux', env: { PATH: '/b::/a' } }), [
      '/b/muxgate',
      '/a/muxgate',
    ]);
  });
});

describe('the advice for a folder that is not on the PATH', () => {
  it('is a line for the shell that the user has', () => {
    const folder = '/home/ada/.local/bin';
    assert.equal(pathAdvice(folder, 'linux', '/usr/bin/fish'), "fish_add_path '/home/ada/.local/bin'");
    assert.equal(
      pathAdvice(folder, 'linux', '/bin/bash'),
      `echo 'export PATH="/home/ada/.local/bin:$PATH"' >> ~/.bashrc`,
    );
    assert.match(pathAdvice(folder, 'darwin', '/bin/zsh'), />> ~\/\.zshrc$/);
    assert.match(pathAdvice(folder, 'linux', undefined), />> ~\/\.profile$/);
    assert.match(pathAdvice(String.raw`C:\O'Neil`, 'win32', undefined), /';C:\\O''Neil', 'User'\)$/);
  });
});
