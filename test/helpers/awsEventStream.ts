import { crc32 } from 'node:zlib';

/**
 * A frame of AWS's event stream encoding (docs.aws.amazon.com/AmazonS3/latest/API/RESTSelectObjectAppendix.html, "Event
 * stream encoding"), written here without any library: lengths, their checksum, string headers, payload, checksum of all.
 */
function eventStreamFrame(headers: Readonly<Record<string, string>>, payload: string): Buffer {
  const encoded = Buffer.concat(
    Object.entries(headers).map(([name, value]) => {
      const valueBytes = Buffer.from(value);
      const length = Buffer.alloc(2);
      length.writeUInt16BE(valueBytes.length);
      const string = 7;
      return Buffer.concat([
        Buffer.from([Buffer.byteLength(name)]),
        Buffer.from(name),
        Buffer.from([string]),
        length,
        valueBytes,
      ]);
    }),
  );
  const body = Buffer.from(payload);
  const prelude = Buffer.alloc(8);
  prelude.writeUInt32BE(16 + encoded.length + body.length, 0);
  prelude.writeUInt32BE(encoded.length, 4);
  const checked = Buffer.concat([prelude, checksum(prelude), encoded, body]);
  return Buffer.concat([checked, checksum(checked)]);
}

/** One event of the Messages format as InvokeModelWithResponseStream sends it. */
export function invokeModelChunk(event: object): Buffer {
  const bytes = Buffer.from(JSON.stringify(event)).toString('base64');
  return eventStreamFrame(
    { ':event-type': 'chunk', ':content-type': 'application/json', ':message-type': 'event' },
    JSON.stringify({ bytes, p: 'abcdefghijkl' }),
  );
}

/** An error in the middle of a stream. */
export function exceptionFrame(type: string, message: string): Buffer {
  return eventStreamFrame(
    { ':exception-type': type, ':content-type': 'application/json', ':message-type': 'exception' },
    JSON.stringify({ message }),
  );
}

function checksum(bytes: Buffer): Buffer {
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(bytes));
  return sum;
}
