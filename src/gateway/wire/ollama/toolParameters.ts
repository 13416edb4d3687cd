import { asArray, isObject, type JsonObject, type JsonValue } from '../json.ts';

/** A tool's parameters as Ollama reads them. */
export interface ToolParameters {
  readonly schema: JsonObject;
  /** A schema that refers to itself was cut where it begins anew. */
  readonly isCut: boolean;
}

/**
 * A JSON schema with the keywords that Ollama's structures have (api/types.go, `ToolProperty`): it hands no others on to the
 * model's template, and answers 400 for a schema that is `true` or a `required` that is no list. So references are written out,
 * `allOf` is joined, `oneOf` becomes `anyOf` and `const` an `enum` of one.
 */
export function toolParameters(parameters: JsonObject | undefined): ToolParameters {
  const writer = new SchemaWriter(parameters ?? {});
  const { type, properties = {}, ...schema } = writer.write(parameters ?? {}, []);
  return {
    schema: { type: typeof type === 'string' ? type : 'object', ...schema, properties },
    isCut: writer.isCut,
  };
}

/** A schema that grows beyond this when its references are written out is cut like one that never ends. */
const mostSchemas = 5000;

class SchemaWriter {
  readonly #root: JsonObject;
  #isCut = false;
  #count = 0;

  constructor(root: JsonObject) {
    this.#root = root;
  }

  get isCut(): boolean {
    return this.#isCut;
  }

  /** @param references those that led here: one that comes again never ends */
  write(value: JsonValue | undefined, references: readonly string[]): JsonObject {
    // `true` and `false` are schemas, too.
    if (!isObject(value)) return {};
    this.#count++;
    const { $ref: reference, ...own } = value;
    if (typeof reference !== 'string') return this.#writeKeywords(own, references);
    if (references.includes(reference) || this.#count > mostSchemas) {
      this.#isCut = true;
      return this.#writeKeywords(own, references);
    }
    const target = this.#find(reference);
    return this.#writeKeywords({ ...target, ...own }, [...references, reference]);
  }

  #writeKeywords(schema: JsonObject, references: readonly string[]): JsonObject {
    if (schema.$ref !== undefined) return this.write(schema, references);
    const { allOf, oneOf, anyOf, const: only, ...keywords } = schema;
    const written: JsonObject = {};
    for (const [name, value] of Object.entries(keywords)) {
      const keyword = this.#keyword(name, value, references);
      if (keyword !== undefined) written[name] = keyword;
    }
    const choices = [...asArray(anyOf), ...asArray(oneOf)];
    if (choices.length > 0) written.anyOf = choices.map((choice) => this.write(choice, references));
    if (only !== undefined) written.enum = [only];
    return asArray(allOf)
      .map((part) => this.write(part, references))
      .reduce(joined, written);
  }

  #keyword(name: string, value: JsonValue | undefined, references: readonly string[]): JsonValue | undefined {
    switch (name) {
      // Written out wherever they are referred to.
      case '$defs':
      case 'definitions':
        return undefined;
      case 'properties':
        if (!isObject(value)) return undefined;
        return Object.fromEntries(
          Object.entries(value).map(([key, property]) => [key, this.write(property, references)]),
        );
      case 'items':
        return Array.isArray(value)
          ? value.map((item) => this.write(item, references))
          : this.write(value, references);
      case 'required':
        return Array.isArray(value) ? value.filter((key) => typeof key === 'string') : undefined;
      default:
        return value;
    }
  }

  /** What `#/$defs/Name` names; nothing for what stands in another document. */
  #find(reference: string): JsonObject {
    let found: JsonValue | undefined = reference.startsWith('#') ? this.#root : undefined;
    for (const step of reference.split('/').slice(1)) {
      const key = unescaped(step);
      found = isObject(found) ? found[key] : undefined;
    }
    return isObject(found) ? found : {};
  }
}

/** A step of a JSON pointer in a URL (RFC 6901, section 6). */
function unescaped(step: string): string {
  let text = step;
  try {
    text = decodeURIComponent(step);
  } catch {
    // A name with a bare percent sign stands for itself.
  }
  return text.replaceAll('~1', '/').replaceAll('~0', '~');
}

/** Both of two schemas hold. */
function joined(one: JsonObject, other: JsonObject): JsonObject {
  const required = [...new Set([...asArray(one.required), ...asArray(other.required)])];
  const properties = {
    ...(isObject(one.properties) ? one.properties : {}),
    ...(isObject(other.properties) ? other.properties : {}),
  };
  return {
    ...other,
    ...one,
    ...(required.length === 0 ? {} : { required }),
    ...(Object.keys(properties).length === 0 ? {} : { properties }),
  };
}
