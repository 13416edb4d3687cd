import { asArray, isObject, type JsonObject } from '../../../src/gateway/wire/json.ts';

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Whether a text is base64 in its standard alphabet, padded. */
export function isBase64(text: string): boolean {
  return text !== '' && base64.test(text);
}

/** Why a provider refuses media given by this URL: it must be http, or a data URL of base64. */
export function mediaRefusal(url: string): string | undefined {
  if (/^https?:\/\/\S+$/.test(url)) return undefined;
  const match = /^data:[\w.+-]+\/[\w.+-]+;base64,(.*)$/s.exec(url);
  if (match === null) return `no valid URL: ${url.slice(0, 40)}`;
  return isBase64(match[1] ?? '') ? undefined : 'the data URL holds no base64';
}

/** Why OpenAI refuses a schema with `strict: true`: objects must be closed and all their properties required. */
export function jsonSchemaRefusal(schema: JsonObject, name: string): string | undefined {
  if (schema.type === 'object' || isObject(schema.properties)) {
    if (schema.additionalProperties !== false)
      return `Invalid schema for ${name}: 'additionalProperties' is required to be supplied and to be false`;
    const missing = Object.keys(isObject(schema.properties) ? schema.properties : {}).filter(
      (key) => !asArray(schema.required).includes(key),
    );
    if (missing.length > 0)
      return `Invalid schema for ${name}: 'required' must include every key; missing '${missing.join("', '")}'`;
  }
  const inner = [
    ...Object.values(isObject(schema.properties) ? schema.properties : {}),
    ...asArray(schema.anyOf),
    schema.items,
  ];
  for (const value of inner) {
    const refusal = isObject(value) ? jsonSchemaRefusal(value, name) : undefined;
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}
