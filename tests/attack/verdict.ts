/** The server's answer. `failed` is another error, which proves nothing. */
export type Verdict = 'accepted' | 'refused' | 'failed';

export interface Answer {
  verdict: Verdict;
  detail: string;
}

/** Waits for the answer to one request. */
export async function verdictOf(request: () => Promise<unknown>): Promise<Answer> {
  try {
    await request();
    return { verdict: 'accepted', detail: '' };
  } catch (error) {
    const detail = String(error);
    return { verdict: isRefusal(error, detail) ? 'refused' : 'failed', detail };
  }
}

/** Each of Firebase's SDKs has a code for a refusal. A `get` of the Realtime Database has only the text. */
function isRefusal(error: unknown, text: string): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  return /^(PERMISSION_DENIED|permission-denied)$/.test(code) || /permission[_ ]denied/i.test(text);
}
