/** How many ids Firestore takes in one query. */
const IDS_IN_A_QUERY = 30;

/** The ids, each once, as many together as one query takes. */
export function chunksOf(ids: readonly string[]): string[][] {
  const unique = [...new Set(ids)];
  const chunks: string[][] = [];
  for (let start = 0; start < unique.length; start += IDS_IN_A_QUERY) {
    chunks.push(unique.slice(start, start + IDS_IN_A_QUERY));
  }
  return chunks;
}
