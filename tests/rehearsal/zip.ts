/** Lists the files in a zip, from its central directory. */
export function filesInZip(zip: Buffer): string[] {
  const names: string[] = [];
  let at = zip.indexOf(ENTRY);
  while (at >= 0 && zip.subarray(at, at + ENTRY.length).equals(ENTRY)) {
    const [name, extra, comment] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset));
    names.push(zip.toString('utf8', at + 46, at + 46 + (name ?? 0)));
    at += 46 + (name ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return names.filter((path) => !path.endsWith('/')).sort();
}

const ENTRY = Buffer.from([0x50, 0x4b, 0x01, 0x02]);
