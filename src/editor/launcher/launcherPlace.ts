import path from 'node:path';

/** Where a launcher goes. */
export interface LauncherPlace {
  readonly file: string;
  readonly folder: string;
  /** Whether a terminal finds it there. */
  readonly isOnPath: boolean;
}

export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  /** The user's home folder. */
  readonly home: string;
  /** Whether this user may put files into a folder that is there. */
  readonly isWritable: (folder: string) => Promise<boolean>;
}

/** The folder of one's own programs that is on the PATH, else the usual one although it is not. */
export async function launcherPlace(surroundings: Surroundings): Promise<LauncherPlace> {
  const { own, shared } = candidates(surroundings);
  const onPath = foldersOnPath(surroundings);
  const isOnPath = (folder: string): boolean => onPath.has(comparable(folder, surroundings.platform));
  const [usual = surroundings.home] = own;
  const found = own.find(isOnPath);
  if (found !== undefined) return placeIn(found, true, surroundings.platform);
  for (const folder of shared.filter(isOnPath)) {
    if (await surroundings.isWritable(folder)) return placeIn(folder, true, surroundings.platform);
  }
  return placeIn(usual, false, surroundings.platform);
}

/** Every file that may be a launcher of ours, wherever it was put and when. */
export function possibleLaunchers(surroundings: Omit<Surroundings, 'isWritable'>): string[] {
  const { own, shared } = candidates(surroundings);
  return [...own, ...shared].map((folder) => placeIn(folder, true, surroundings.platform).file);
}

/** Files of the PATH's folders by which a terminal would find `muxgate`, the first one first. */
export function launchersOnPath({ platform, env }: Pick<Surroundings, 'platform' | 'env'>): string[] {
  const names = platform === 'win32' ? ['muxgate.exe', 'muxgate.cmd', 'muxgate.bat'] : ['muxgate'];
  return pathEntries(env, platform).flatMap((folder) =>
    names.map((name) => pathOf(platform).join(folder, name)),
  );
}

function candidates({ platform, env, home }: Omit<Surroundings, 'isWritable'>): {
  readonly own: readonly string[];
  readonly shared: readonly string[];
} {
  const join = (...parts: string[]): string => pathOf(platform).join(...parts);
  if (platform === 'win32') {
    const local = env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local');
    // The first is on every user's PATH since Windows 10.
    return {
      own: [join(local, 'Microsoft', 'WindowsApps'), join(local, 'Programs', 'Muxgate', 'bin')],
      shared: [],
    };
  }
  return {
    own: [join(home, '.local', 'bin'), join(home, 'bin')],
    // Where `code` and Homebrew's programs are, on Macs that let their user write there.
    shared: ['/usr/local/bin', '/opt/homebrew/bin'],
  };
}

function placeIn(folder: string, isOnPath: boolean, platform: NodeJS.Platform): LauncherPlace {
  const name = platform === 'win32' ? 'muxgate.cmd' : 'muxgate';
  return { file: pathOf(platform).join(folder, name), folder, isOnPath };
}

function foldersOnPath({ env, platform }: Surroundings): ReadonlySet<string> {
  return new Set(pathEntries(env, platform).map((folder) => comparable(folder, platform)));
}

function pathEntries(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string[] {
  const name = Object.keys(env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
  return (env[name] ?? '').split(platform === 'win32' ? ';' : ':').filter((folder) => folder !== '');
}

function comparable(folder: string, platform: NodeJS.Platform): string {
  const normal = pathOf(platform)
    .normalize(folder)
    .replace(/[\\/]+$/, '');
  return platform === 'win32' ? normal.toLowerCase() : normal;
}

function pathOf(platform: NodeJS.Platform): path.PlatformPath {
  return platform === 'win32' ? path.win32 : path.posix;
}
