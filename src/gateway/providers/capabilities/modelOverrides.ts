import type { ModelOverride } from '../../../config/schema.ts';
import { compileModelGlob, type MatchModel } from '../../modelGlob.ts';
import { formatModelReference, type ModelReference } from '../../modelReference.ts';

interface GlobOverride {
  readonly matches: MatchModel;
  readonly override: ModelOverride;
}

/** Models that are asked about again and again are looked up once; more names than this, and the memory begins anew. */
const maxRemembered = 1000;

const nothing: ModelOverride = {};

/**
 * What the user says of models (`modelOverrides`). An exact `provider/model` comes before globs, of which the last that
 * matches wins; each property by itself, so that a glob may say one thing and a name another.
 */
export class ModelOverrides {
  readonly #exact: ReadonlyMap<string, ModelOverride>;
  readonly #globs: readonly GlobOverride[];
  readonly #remembered = new Map<string, ModelOverride>();

  constructor(overrides: ReadonlyMap<string, ModelOverride>) {
    this.#exact = overrides;
    this.#globs = [...overrides].map(([pattern, override]) => ({
      matches: compileModelGlob(pattern),
      override,
    }));
  }

  get isEmpty(): boolean {
    return this.#globs.length === 0;
  }

  /** What holds for a model; empty when nothing was said. */
  of(reference: ModelReference): ModelOverride {
    if (this.isEmpty) return nothing;
    const name = formatModelReference(reference);
    const known = this.#remembered.get(name);
    if (known !== undefined) return known;
    const found = this.#find(name);
    if (this.#remembered.size >= maxRemembered) this.#remembered.clear();
    this.#remembered.set(name, found);
    return found;
  }

  #find(name: string): ModelOverride {
    const matching = this.#globs.filter(({ matches }) => matches(name)).map(({ override }) => override);
    return Object.assign({}, ...matching, this.#exact.get(name)) as ModelOverride;
  }
}
