import { RequestFiles, conversationOf } from './files/requestFiles.ts';
import { pathsOf } from './requestPaths.ts';
import { requestKind } from './requestKind.ts';
import { resolveWindow, type WindowResolution } from './resolveWindow.ts';
import type { RoutingRequest } from './routingRequest.ts';
import type { WindowSource } from './windowSource.ts';
import { workingDirectory } from './workingDirectory.ts';

/** Finds the process that a request comes from: its id, then its parent's, and so on; empty where the system does not tell. */
export type CallerProcesses = () => Promise<readonly number[]>;

/**
 * Finds the window of a request before anything else of it is looked at, where several windows with settings of their own are
 * served. Who calls is only asked for when the request itself does not say where it belongs: an agent that runs in a window's
 * extension host or terminal belongs to that window.
 */
export async function placeRequest(
  request: RoutingRequest,
  windows: WindowSource,
  options: { readonly ignoreCase: boolean; readonly caller: CallerProcesses | undefined },
): Promise<WindowResolution> {
  const kind = requestKind(request);
  const files = new RequestFiles(request.request, kind, () => conversationOf(request.request, kind));
  const resolution = resolveWindow(
    {
      pinnedWindow: request.pinnedWindow,
      workingDirectory: () => workingDirectory(request),
      paths: (readAll) => pathsOf(files, readAll),
    },
    windows,
    options.ignoreCase,
  );
  if (resolution.resolved?.isCertain !== false || options.caller === undefined) return resolution;
  for (const pid of await options.caller()) {
    const window = windows.all().find(({ context }) => context.processes?.includes(pid) === true);
    if (window === undefined) continue;
    return { ...resolution, resolved: { window, how: 'the calling program runs in it', isCertain: true } };
  }
  return resolution;
}
