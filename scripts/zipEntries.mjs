const centralEntrySignature = 0x02014b50;
const endSignature = 0x06054b50;

/**
 * The files of a ZIP archive, read from its central directory (APPNOTE.TXT 4.3.12 and 4.3.16; without ZIP64).
 * @param {Buffer} archive
 * @returns {{ name: string, size: number }[]} name as stored, size in bytes when unpacked
 */
export function zipEntries(archive) {
  const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || archive.readUInt32LE(end) !== endSignature) throw new Error('not a ZIP archive');
  const count = archive.readUInt16LE(end + 10);
  const entries = [];
  for (let index = 0, at = archive.readUInt32LE(end + 16); index < count; index += 1) {
    if (archive.readUInt32LE(at) !== centralEntrySignature) throw new Error('damaged ZIP archive');
    const nameLength = archive.readUInt16LE(at + 28);
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
    entries.push({ name, size: archive.readUInt32LE(at + 24) });
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return entries;
}
