import type { FoundPath } from '../../providers/passedPaths/findPassedPath.ts';
import type { PassedMethod, PathFamily } from '../../providers/passedPaths/passedPath.ts';
import type { ClientBody } from './clientBody.ts';

/** A request that is passed on, as the edge hands it over. */
export interface PassedExchange {
  readonly family: PathFamily;
  readonly path: FoundPath;
  readonly method: PassedMethod;
  readonly body: ClientBody;
}
