import type { FileLayer, RequestFile } from '../decision.ts';
import { kindNames, layerPhrases, orList, scopeTexts } from '../phrases.ts';
import type { CompiledConditions } from './compileConditions.ts';
import type { ConditionFacts } from './conditionCheck.ts';

/** What made conditions hold. */
export interface ConditionMatch {
  /** The file that met them; undefined for conditions without files. */
  readonly file?: RequestFile;
  readonly layer?: FileLayer;
}

/** Whether all conditions hold; undefined when they do not. `broken` ones are asked for what is left of them. */
export function matchConditions(
  conditions: CompiledConditions,
  facts: ConditionFacts,
): ConditionMatch | undefined {
  const { kinds, checks } = conditions;
  if (kinds?.has(facts.kind) === false || !isForClient(conditions, facts.client)) return undefined;
  let match: ConditionMatch = {};
  if (conditions.files !== undefined) {
    const file = facts.layers.inScope(conditions.scope).firstMatch(conditions.files);
    if (file === undefined) return undefined;
    match = { file, layer: layerOfMatch(conditions, file, facts) };
  }
  return checks.every((check) => check.test(facts) === true) ? match : undefined;
}

/** Whether all conditions hold; broken ones never do. */
export function holds(conditions: CompiledConditions, facts: ConditionFacts): boolean {
  return conditions.broken === undefined && matchConditions(conditions, facts) !== undefined;
}

/** Why conditions do not hold: the first that fails, with what was looked at. Begins with "it". */
export function mismatch(conditions: CompiledConditions, facts: ConditionFacts): string {
  const { kinds, checks, broken } = conditions;
  const { kind, client } = facts;
  if (kinds?.has(kind) === false) return kindMismatch(kinds, kind);
  if (!isForClient(conditions, client)) {
    const wanted = orList([...(conditions.clients ?? [])]);
    return `it is for requests from ${wanted}, and this one comes from ${client ?? 'a client that is not known'}`;
  }
  const { files, scope } = conditions;
  if (files !== undefined && facts.layers.inScope(scope).firstMatch(files) === undefined) {
    return fileMismatch(conditions, facts);
  }
  const failing = checks.find((check) => check.test(facts) !== true);
  if (failing !== undefined) return `it asks for ${failing.asks}, and ${failing.found(facts)}`;
  return broken === undefined ? 'it holds' : `it is broken: ${broken}`;
}

/** Why a rule or target for these kinds is not for this one. */
export function kindMismatch(
  kinds: ReadonlySet<ConditionFacts['kind']>,
  kind: ConditionFacts['kind'],
): string {
  const wanted = orList([...kinds].map((one) => kindNames[one]));
  return `it is for ${wanted} requests, and this one is ${kindNames[kind]}`;
}

/** Whether the `clients` condition holds. */
export function isForClient(
  { clients }: Pick<CompiledConditions, 'clients'>,
  client: string | undefined,
): boolean {
  return clients === undefined || (client !== undefined && clients.has(client));
}

function fileMismatch(conditions: CompiledConditions, { layers }: ConditionFacts): string {
  const { scope } = conditions;
  const { files } = layers.inScope(scope);
  if (files.length === 0) {
    return scope === undefined
      ? 'it asks for a file, and the request names none and none is open'
      : `it asks for a file ${scopeTexts[scope]}, and there is none`;
  }
  const layer = scope ?? layers.narrowest();
  const shown = files
    .slice(0, 3)
    .map(({ path, languageId }) =>
      conditions.files?.languages === undefined ? path : `${path} (${languageId ?? 'language not known'})`,
    );
  const more = files.length > shown.length ? ` and ${files.length - shown.length} more` : '';
  const where = layer === undefined || layer === 'all' ? '' : `, ${layerPhrases[layer]}`;
  return files.length === 1
    ? `it does not match ${shown.join('')}${where}`
    : `it matches none of ${shown.join(', ')}${more}${where}`;
}

function layerOfMatch(
  { scope }: CompiledConditions,
  file: RequestFile,
  { layers }: ConditionFacts,
): FileLayer | undefined {
  if (scope === 'all') return layers.layerOf(file);
  return scope ?? layers.narrowest();
}
