/**
 * Returns a text of a client as a line for a terminal. A user can choose a custom status with the commands of terminals, with line breaks and
 * with characters that reverse the rest of a line. An operator would see facts that the user has written.
 */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\u2028-\u202e\u2066-\u2069]/gu, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
