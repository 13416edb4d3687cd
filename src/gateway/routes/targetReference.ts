import { routeIdOf } from '../../config/missingTarget.ts';
import { type ModelReference, parseModelReference } from '../modelReference.ts';

/** What a model reference stands for: one model, whatever model the client named at one provider, or a route. */
export type TargetReference =
  | { readonly kind: 'model'; readonly target: ModelReference }
  | { readonly kind: 'requested'; readonly provider: string }
  | { readonly kind: 'route'; readonly id: string };

/** Reads `provider/model`, `provider/*` or `@route`; undefined for anything else. */
export function parseTargetReference(text: string): TargetReference | undefined {
  const id = routeIdOf(text);
  if (id !== undefined) return { kind: 'route', id };
  const target = parseModelReference(text);
  if (target === undefined) return undefined;
  return target.model === '*' ? { kind: 'requested', provider: target.provider } : { kind: 'model', target };
}
