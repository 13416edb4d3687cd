import * as l10n from '@vscode/l10n';
import { isJsonObject, type JsonObject, textMember, withMember } from './json.ts';

/** What a settings entry is, which says where it names models. */
export type EntryKind = 'workspace' | 'route' | 'tiers' | 'intent';

/** A place that names a model or a route. */
export interface ModelPlace {
  /** `rule 2 (docs)`, `catch-all model`, `target 1`, `tier *opus*` */
  readonly where: string;
  readonly model: string;
}

/** Every place of an entry that names a model or a route, in the order in which they are read. */
export function modelPlaces(kind: EntryKind, value: unknown): ModelPlace[] {
  const places: ModelPlace[] = [];
  visitPlaces(kind, value, (where, model) => {
    places.push({ where, model });
    return model;
  });
  return places;
}

/** The entry with every reference to one name made to another; the very same entry when it has none. */
export function withRenamedReferences(kind: EntryKind, value: unknown, from: string, to: string): unknown {
  if (!modelPlaces(kind, value).some(({ model }) => model === from)) return value;
  return visitPlaces(kind, value, (_where, model) => (model === from ? to : model));
}

/** The entry with every reference to a model or route as `map` returns it. */
export function withMappedReferences(
  kind: EntryKind,
  value: JsonObject,
  map: (model: string) => string,
): JsonObject {
  const mapped = visitPlaces(kind, value, (_where, model) => map(model));
  return isJsonObject(mapped) ? mapped : value;
}

type Visit = (where: string, model: string) => string;

/** Reads every reference and puts what the visit returns in its place. */
function visitPlaces(kind: EntryKind, value: unknown, visit: Visit): unknown {
  if (!isJsonObject(value)) return value;
  switch (kind) {
    case 'workspace': {
      const rules = visitList(value, 'rules', (rule, index) =>
        visitMember(rule, 'model', ruleText(rule, index), visit),
      );
      const models = visitMember(rules, 'model', l10n.t('catch-all model'), visit);
      const embeddings = visitMember(models, 'embeddingsModel', l10n.t('embeddings model'), visit);
      const tiers = value['tiers'];
      return isJsonObject(tiers) ? withMember(embeddings, 'tiers', visitTiers(tiers, visit)) : embeddings;
    }
    case 'route': {
      const targets = visitList(value, 'targets', (target, index) =>
        visitMember(target, 'model', targetText(target, index), visit),
      );
      return visitMember(targets, 'summarizer', l10n.t('summarizer'), visit);
    }
    case 'tiers':
      return visitTiers(value, visit);
    case 'intent': {
      const opinion = value['secondOpinion'];
      return isJsonObject(opinion)
        ? withMember(value, 'secondOpinion', visitMember(opinion, 'model', l10n.t('second opinion'), visit))
        : value;
    }
  }
}

function visitTiers(tiers: JsonObject, visit: Visit): JsonObject {
  const rows = Object.entries(tiers).map(([pattern, row]): [string, unknown] => {
    const where = l10n.t('tier {0}', pattern);
    if (typeof row === 'string') return [pattern, visit(where, row)];
    return [pattern, isJsonObject(row) ? visitMember(row, 'model', where, visit) : row];
  });
  return Object.fromEntries(rows);
}

function visitList(
  value: JsonObject,
  key: string,
  visitItem: (item: JsonObject, index: number) => JsonObject,
): JsonObject {
  const list = value[key];
  if (!Array.isArray(list)) return value;
  const items = list.map((item: unknown, index) => (isJsonObject(item) ? visitItem(item, index) : item));
  return withMember(value, key, items);
}

function visitMember(object: JsonObject, key: string, where: string, visit: Visit): JsonObject {
  const model = object[key];
  return typeof model === 'string' ? withMember(object, key, visit(where, model)) : object;
}

function ruleText(rule: JsonObject, index: number): string {
  const name = textMember(rule, 'name');
  return name === '' ? l10n.t('rule {0}', index + 1) : l10n.t('rule {0} ({1})', index + 1, name);
}

function targetText(target: JsonObject, index: number): string {
  const name = textMember(target, 'variant');
  return name === '' ? l10n.t('target {0}', index + 1) : l10n.t('target {0} ({1})', index + 1, name);
}
