import type { ClientConnector, Machine } from './connector.ts';
import { inHome, joined, pathsOf } from './catalog/places.ts';

/** Whether a client is on this machine. */
export function isFound({ signs }: ClientConnector, machine: Machine): boolean {
  return (
    (signs.editors ?? []).some((editor) => machine.editor.includes(editor)) ||
    (signs.extensions ?? []).some((id) => machine.hasExtension(id)) ||
    (signs.folders?.(machine) ?? []).some((folder) => machine.exists(folder)) ||
    (signs.commands ?? []).some((command) => hasCommand(command, machine))
  );
}

function hasCommand(command: string, machine: Machine): boolean {
  const { delimiter } = pathsOf(machine);
  const onPath = (machine.env['PATH'] ?? machine.env['Path'] ?? '').split(delimiter);
  // An editor that was not started from a shell does not have the shell's PATH.
  const usual =
    machine.platform === 'win32'
      ? [inHome(machine, 'AppData', 'Roaming', 'npm')]
      : [inHome(machine, '.local', 'bin'), '/usr/local/bin', '/opt/homebrew/bin'];
  const endings = machine.platform === 'win32' ? ['.exe', '.cmd', '.bat'] : [''];
  return [...onPath, ...usual]
    .filter((folder) => folder !== '')
    .some((folder) => endings.some((ending) => machine.exists(joined(machine, folder, command + ending))));
}
