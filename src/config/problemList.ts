import type { ConfigProblem } from './effectiveConfig.ts';
import { type ConfigScope, scopeName } from './configScope.ts';
import { type Issue, type PathSegment, pathText } from './issueText.ts';

/** Collects what is wrong with one scope, adding where it was written. */
export class ProblemList {
  readonly problems: ConfigProblem[] = [];

  /** Notes an error: the entry at this path is not used as written. */
  error(scope: ConfigScope, path: readonly PathSegment[], message: string): void {
    this.#add(scope, path, message, 'error');
  }

  /** Notes something that works but is likely not meant. */
  warning(scope: ConfigScope, path: readonly PathSegment[], message: string): void {
    this.#add(scope, path, message, 'warning');
  }

  /** Notes every issue of a schema as an error. */
  errors(scope: ConfigScope, issues: readonly Issue[]): void {
    for (const issue of issues) this.error(scope, issue.path, issue.message);
  }

  #add(
    scope: ConfigScope,
    path: readonly PathSegment[],
    message: string,
    severity: ConfigProblem['severity'],
  ): void {
    this.problems.push({
      path: pathText(path),
      message,
      severity,
      source: scopeName(scope),
      line: scope.lineOf?.(path),
    });
  }
}
