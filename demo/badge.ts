/** A short word beside a name. Without `simulated`, a new user of the demo would take a simulated user for a visitor. */
export function badge(word: 'you' | 'simulated'): HTMLElement {
  const shown = document.createElement('span');
  shown.className = `badge ${word}`;
  shown.textContent = word;
  return shown;
}
