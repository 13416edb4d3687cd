import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import type { JsonObject, JsonValue } from '../../../src/gateway/wire/json.ts';

const typesFile = fileURLToPath(new URL('requestTypes.ts', import.meta.url));

/** Writes the JSON schemas of the types in requestTypes.ts. Objects are closed: a field that no type names is refused. */
export class TypeSchemas {
  readonly #checker: ts.TypeChecker;
  readonly #types = new Map<string, ts.Type>();

  constructor() {
    const program = ts.createProgram([typesFile], {
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      lib: ['lib.es2023.d.ts'],
      types: [],
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      allowImportingTsExtensions: true,
    });
    this.#checker = program.getTypeChecker();
    const source = program.getSourceFile(typesFile);
    const module = source === undefined ? undefined : this.#checker.getSymbolAtLocation(source);
    if (module === undefined) throw new Error(`no types in ${path.basename(typesFile)}`);
    for (const symbol of this.#checker.getExportsOfModule(module))
      this.#types.set(symbol.name, this.#checker.getDeclaredTypeOfSymbol(symbol));
  }

  /** The schema of one exported type, with the types that it uses under `$defs`. */
  schemaOf(name: string): JsonObject {
    const type = this.#types.get(name);
    if (type === undefined) throw new Error(`no type ${name}`);
    const writer = new SchemaWriter(this.#checker);
    const schema = writer.schemaOf(type);
    return { ...schema, $defs: writer.definitions() };
  }
}

/** Writes one schema; objects become definitions of their own, because types refer to themselves. */
class SchemaWriter {
  readonly #checker: ts.TypeChecker;
  readonly #names = new Map<ts.Type, string>();
  readonly #definitions: Record<string, JsonValue> = {};

  constructor(checker: ts.TypeChecker) {
    this.#checker = checker;
  }

  definitions(): JsonObject {
    return this.#definitions;
  }

  schemaOf(type: ts.Type): JsonObject {
    const has = (flag: ts.TypeFlags): boolean => (type.flags & flag) !== 0;
    if (has(ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return {};
    if (type.isStringLiteral() || type.isNumberLiteral()) return { const: type.value };
    if (has(ts.TypeFlags.BooleanLiteral)) return { const: this.#checker.typeToString(type) === 'true' };
    if (has(ts.TypeFlags.Null)) return { type: 'null' };
    if (has(ts.TypeFlags.StringLike) && !type.isUnion()) return { type: 'string' };
    if (has(ts.TypeFlags.NumberLike) && !type.isUnion()) return { type: 'number' };
    if (type.isUnion()) return this.#union(type.types);
    if (type.isIntersection()) {
      const primitive = type.types.find(({ flags }) => flags & (ts.TypeFlags.String | ts.TypeFlags.Number));
      if (primitive !== undefined) return this.schemaOf(primitive);
    }
    if (has(ts.TypeFlags.NonPrimitive)) return { type: 'object' };
    if (this.#checker.isArrayType(type)) {
      const [item] = this.#checker.getTypeArguments(type as ts.TypeReference);
      return { type: 'array', items: item === undefined ? {} : this.schemaOf(item) };
    }
    return this.#reference(type);
  }

  #union(types: readonly ts.Type[]): JsonObject {
    const present = types.filter(({ flags }) => (flags & ts.TypeFlags.Undefined) === 0);
    const schemas = present.map((type) => this.schemaOf(type));
    const [only] = schemas;
    return only !== undefined && schemas.length === 1 ? only : { anyOf: schemas };
  }

  #reference(type: ts.Type): JsonObject {
    const known = this.#names.get(type);
    if (known !== undefined) return { $ref: `#/$defs/${known}` };
    const name = `${type.getSymbol()?.name.replaceAll(/\W/g, '') ?? 'Joined'}${this.#names.size}`;
    this.#names.set(type, name);
    this.#definitions[name] = this.#object(type);
    return { $ref: `#/$defs/${name}` };
  }

  #object(type: ts.Type): JsonObject {
    // Bytes, streams and other things of a runtime never stand in a body.
    if (type.getCallSignatures().length > 0) return { not: {} };
    const properties: Record<string, JsonValue> = {};
    const required: string[] = [];
    for (const property of this.#checker.getPropertiesOfType(type)) {
      properties[property.name] = this.schemaOf(this.#checker.getTypeOfSymbol(property));
      if ((property.flags & ts.SymbolFlags.Optional) === 0) required.push(property.name);
    }
    const index = this.#checker.getIndexInfoOfType(type, ts.IndexKind.String);
    return {
      type: 'object',
      properties,
      ...(required.length > 0 ? { required } : {}),
      additionalProperties: index === undefined ? false : this.schemaOf(index.type),
    };
  }
}
