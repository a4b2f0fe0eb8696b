/**
 * The function of Firebase's documentation, rebuilt from its description. On an update, it reads the node again. It ends if the node is
 * newer than the event. Otherwise it copies the event into Firestore.
 *
 * @param document the status document, of which the function only calls `set`
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
