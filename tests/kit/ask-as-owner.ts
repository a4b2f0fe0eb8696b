/**
 * Sends a request to the REST API of an emulator, past the security rules.
 *
 * @returns the body of the answer
 * @throws (rejects) if the emulator refuses the request
 */
export async function askAsOwner(method: string, url: string, body?: string): Promise<string> {
  const headers = { authorization: 'Bearer owner' };
  const response = await fetch(url, { method, headers, ...(body !== undefined && { body }) });
  const answer = await response.text();
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${answer}`);
  return answer;
}
