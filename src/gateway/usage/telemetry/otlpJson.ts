/** OTLP's JSON encoding (opentelemetry-proto, "JSON Protobuf Encoding"): 64-bit integers are texts, ids are hexadecimal. */

export interface KeyValue {
  readonly key: string;
  readonly value:
    | { readonly stringValue: string }
    | { readonly intValue: string }
    | { readonly doubleValue: number }
    | { readonly boolValue: boolean };
}

export type AttributeValue = string | number | boolean | undefined;

/** Attributes by name; what is not known is left out. Whole numbers are integers. */
export function attributesOf(values: Readonly<Record<string, AttributeValue>>): KeyValue[] {
  return Object.entries(values).flatMap(([key, value]) => {
    if (value === undefined || value === '' || (typeof value === 'number' && !Number.isFinite(value)))
      return [];
    return [{ key, value: anyValue(value) }];
  });
}

function anyValue(value: string | number | boolean): KeyValue['value'] {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  return Number.isSafeInteger(value) ? { intValue: String(value) } : { doubleValue: value };
}

/** Nanoseconds since 1970, of milliseconds: more digits than a number has. */
export function unixNanos(ms: number): string {
  return String(BigInt(Math.round(ms * 1000)) * 1000n);
}

export interface OtlpSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly KeyValue[];
  readonly status: { readonly code: number; readonly message?: string };
}

/** Span.SpanKind and Status.StatusCode of the protocol. */
export const spanKind = { server: 2, client: 3 } as const;
export const statusCode = { unset: 0, error: 2 } as const;
