/** Shows the first letter of the name on the colour of the user. */
export function showAvatar(avatar: HTMLElement, uid: string, name: string): void {
  const [first = ''] = name;
  avatar.textContent = first.toLocaleUpperCase('en');
  const sum = [...uid].reduce((total, letter) => (total * 31 + letter.charCodeAt(0)) % 360, 0);
  avatar.style.setProperty('--hue', String(sum));
}
