/**
 * The function of Firebase's documentation, rebuilt from its description: on an update it re-reads the node, gives up if
 * the node is newer than the event, and otherwise copies the event into Firestore.
 *
 * @param document where the status goes; its `set` is all that the function does to Firestore
 */
export async function documentedFunction(
  event: { state: string; last_changed: number },
  readNode: () => Promise<{ last_changed: number }>,
  document: { set: (data: Record<string, unknown>) => Promise<unknown> },
): Promise<void> {
  const status = await readNode();
  if (status.last_changed > event.last_changed) return;
  await document.set({ ...event, last_changed: new Date(event.last_changed) });
}
