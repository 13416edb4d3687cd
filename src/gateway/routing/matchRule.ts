import type { FileLayer, RequestFile } from './decision.ts';
import type { CompiledRule } from './compiledRule.ts';
import type { RequestFacts } from './requestFacts.ts';
import { kindNames, layerPhrases, orList, scopeTexts } from './ruleText.ts';

/** What made a rule hold. */
export interface RuleMatch {
  /** The file that met its condition; undefined for a rule without one. */
  readonly file?: RequestFile;
  readonly layer?: FileLayer;
}

type Facts = Pick<RequestFacts, 'kind' | 'client' | 'layers'>;

/** Whether a rule's conditions hold, whatever its model; undefined when they do not. */
export function matchRule(rule: CompiledRule, facts: Facts): RuleMatch | undefined {
  if (!rule.kinds.has(facts.kind) || !isForClient(rule, facts.client)) return undefined;
  if (rule.condition === undefined) return {};
  const file = facts.layers.inScope(rule.scope).firstMatch(rule.condition);
  if (file === undefined) return undefined;
  return { file, layer: layerOfMatch(rule, file, facts) };
}

/** Whether a rule's `clients` condition holds. */
export function isForClient({ clients }: CompiledRule, client: string | undefined): boolean {
  return clients === undefined || (client !== undefined && clients.has(client));
}

/** Why a rule holds, e.g. `rule 2 (*.md) matched README.md, named in the newest message`. */
export function matchText({ label }: CompiledRule, { file, layer }: RuleMatch, facts: Facts): string {
  if (file === undefined) return `${label} holds for this ${kindNames[facts.kind]} request`;
  return `${label} matched ${file.path}${layer === undefined ? '' : `, ${layerPhrases[layer]}`}`;
}

/** Why a rule does not hold: the first condition that fails, with the files that were looked at. */
export function mismatchText(rule: CompiledRule, facts: Facts): string {
  const { kind, client, layers } = facts;
  if (!rule.kinds.has(kind)) {
    const wanted = orList([...rule.kinds].map((one) => kindNames[one]));
    return `it is for ${wanted} requests, and this one is ${kindNames[kind]}`;
  }
  if (!isForClient(rule, client)) {
    const wanted = orList([...(rule.clients ?? [])]);
    return `it is for requests from ${wanted}, and this one comes from ${client ?? 'a client that is not known'}`;
  }
  const { files } = layers.inScope(rule.scope);
  if (files.length === 0) {
    return rule.scope === undefined
      ? 'it asks for a file, and the request names none and none is open'
      : `it asks for a file ${scopeTexts[rule.scope]}, and there is none`;
  }
  const layer = rule.scope ?? layers.narrowest();
  const shown = files
    .slice(0, 3)
    .map(({ path, languageId }) =>
      rule.condition?.languages === undefined ? path : `${path} (${languageId ?? 'language not known'})`,
    );
  const more = files.length > shown.length ? ` and ${files.length - shown.length} more` : '';
  const where = layer === undefined || layer === 'all' ? '' : `, ${layerPhrases[layer]}`;
  return files.length === 1
    ? `it does not match ${shown.join('')}${where}`
    : `it matches none of ${shown.join(', ')}${more}${where}`;
}

function layerOfMatch(rule: CompiledRule, file: RequestFile, { layers }: Facts): FileLayer | undefined {
  if (rule.scope === 'all') return layers.layerOf(file);
  return rule.scope ?? layers.narrowest();
}
