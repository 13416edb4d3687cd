import type { Conditions, FileScope } from '../../../config/conditionSchema.ts';
import type { RequestKind } from '../decision.ts';
import type { FileCondition } from '../fileCondition.ts';
import { compileGlobs } from '../globs.ts';
import type { Globs } from '../globs.ts';
import type { BrokenCheck, ConditionCheck } from './conditionCheck.ts';
import { branchCheck, diagnosticsCheck } from './editorChecks.ts';
import { intentCheck } from './intentCheck.ts';
import { keywordsCheck } from './keywordsCheck.ts';
import { hasImagesCheck, hasToolsCheck, requestClassCheck, requestedModelCheck } from './requestChecks.ts';
import { timeCheck } from './timeCheck.ts';
import { tokensCheck } from './tokensCheck.ts';

/** The conditions of a rule, or of a route's target, ready to be asked. */
export interface CompiledConditions {
  /** undefined: `request` is not said. */
  readonly kinds: ReadonlySet<RequestKind> | undefined;
  readonly clients: ReadonlySet<string> | undefined;
  /** undefined: they hold whatever the files are, and without any. */
  readonly files: FileCondition | undefined;
  readonly scope: FileScope | undefined;
  /** The other ones, in the order of their cost. */
  readonly checks: readonly ConditionCheck[];
  /** Why they can never hold as they are written: a glob or a regex that does not compile, or would take for ever. */
  readonly broken: string | undefined;
}

/** File conditions by what they ask for: equal ones are one object, so that files are matched against each only once. */
export type SharedFileConditions = Map<string, FileCondition>;

/** `any` means these. */
export const chatAndFim: ReadonlySet<RequestKind> = new Set<RequestKind>(['chat', 'fim']);

/** Compiles conditions; what is wrong with them is said in `broken`, nothing is thrown. */
export function compileConditions(
  conditions: Conditions,
  platform: NodeJS.Platform,
  shared: SharedFileConditions = new Map(),
): CompiledConditions {
  const { globs, broken: globError } = globsOf(conditions, platform);
  const compiled = checksOf(conditions);
  const checks = compiled.filter((check): check is ConditionCheck => 'test' in check);
  const brokenCheck = compiled.find((check): check is BrokenCheck => 'broken' in check);
  return {
    kinds: kindsOf(conditions),
    clients: wordSet(conditions.clients),
    files: fileCondition(conditions, globs, shared),
    scope: conditions.scope,
    checks,
    broken: globError ?? brokenCheck?.broken,
  };
}

function checksOf(conditions: Conditions): (ConditionCheck | BrokenCheck)[] {
  const { hasTools, requestedModel, time, branch, diagnostics } = conditions;
  const { requestClass, hasImages, tokens, keywords, intent } = conditions;
  return [
    hasTools === undefined ? [] : hasToolsCheck(hasTools),
    requestedModel === undefined ? [] : requestedModelCheck([requestedModel].flat()),
    time === undefined ? [] : timeCheck(time),
    branch === undefined ? [] : branchCheck([branch].flat()),
    diagnostics === undefined ? [] : diagnosticsCheck(diagnostics),
    requestClass === undefined ? [] : requestClassCheck([requestClass].flat()),
    hasImages === undefined ? [] : hasImagesCheck(hasImages),
    tokens === undefined ? [] : tokensCheck(tokens),
    keywords === undefined ? [] : keywordsCheck(keywords),
    intent === undefined ? [] : intentCheck(intent),
  ].flat();
}

function kindsOf({ request }: Conditions): ReadonlySet<RequestKind> | undefined {
  if (request === undefined) return undefined;
  return request === 'any' ? chatAndFim : new Set([request]);
}

function globsOf({ files }: Conditions, platform: NodeJS.Platform): { globs?: Globs; broken?: string } {
  const patterns = [files ?? []].flat();
  if (patterns.every((pattern) => pattern.trim() === '')) return {};
  const compiled = compileGlobs(patterns, platform);
  return 'error' in compiled ? { broken: compiled.error } : { globs: compiled };
}

function fileCondition(
  conditions: Conditions,
  globs: Globs | undefined,
  shared: SharedFileConditions,
): FileCondition | undefined {
  const languages = wordSet(conditions.languages);
  if (globs === undefined && languages === undefined) return undefined;
  const key = JSON.stringify([conditions.files, conditions.languages]);
  const known = shared.get(key);
  if (known !== undefined) return known;
  const condition = { globs, languages };
  shared.set(key, condition);
  return condition;
}

function wordSet(words: readonly string[] | undefined): ReadonlySet<string> | undefined {
  const kept = (words ?? []).map((word) => word.trim().toLowerCase()).filter((word) => word !== '');
  return kept.length === 0 ? undefined : new Set(kept);
}
