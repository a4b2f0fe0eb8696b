/**
 * The function of Firebase's documentation, rebuilt from its description. On an update it reads the node again. If the node is newer than
 * the event, it stops. Otherwise it copies the event into Firestore.
 *
 * @param document the status document; the function only calls its `set`
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
