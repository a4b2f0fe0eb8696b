/** How many ids Firestore accepts in one query. */
const IDS_IN_A_QUERY = 30;

/** Removes duplicate ids and splits the rest into arrays for one query each. */
export function chunksOf(ids: readonly string[]): string[][] {
  const unique = [...new Set(ids)];
  const chunks: string[][] = [];
  for (let start = 0; start < unique.length; start += IDS_IN_A_QUERY) {
    chunks.push(unique.slice(start, start + IDS_IN_A_QUERY));
  }
  return chunks;
}
