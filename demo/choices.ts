import {
  type ChosenAvailability,
  onMySettingsChanged,
  type Presence,
  setAvailability,
  setCustomStatus,
  setLastSeenHidden,
} from 'firebase-presence';
import { element } from './element.ts';
import { explainLimit } from './limit.ts';

/** Connects the form fields with the user's settings: availability, custom status, and whether last seen is hidden. */
export function offerChoices(presence: Presence, attempt: (action: () => Promise<void>) => void): void {
  const availability = element('#availability', HTMLSelectElement);
  const emoji = element('#custom-emoji', HTMLInputElement);
  const text = element('#custom-text', HTMLInputElement);
  const end = element('#custom-end', HTMLSelectElement);
  const hidden = element('#hide-last-seen', HTMLInputElement);

  availability.addEventListener('change', () => attempt(() => setAvailability(presence, chosen(availability.value))));
  hidden.addEventListener('change', () => attempt(() => setLastSeenHidden(presence, hidden.checked)));
  element('#custom-status', HTMLFormElement).addEventListener('submit', (event) => {
    event.preventDefault();
    const expiresAt = end.value === '' ? {} : { expiresAt: new Date(Date.now() + Number(end.value) * 60_000) };
    const custom = { text: text.value.trim(), emoji: emoji.value.trim(), ...expiresAt };
    attempt(() => setCustomStatus(presence, custom));
  });
  element('#custom-clear', HTMLButtonElement).addEventListener('click', () =>
    attempt(() => setCustomStatus(presence, null)),
  );

  explainLimit(text, element('#custom-limit', HTMLElement));
  // Also shows a choice on another device, and an expired custom status.
  onMySettingsChanged(presence, (mine) => {
    availability.value = mine?.availability ?? 'available';
    hidden.checked = mine?.lastSeenHidden ?? false;
    emoji.value = mine?.customStatus?.emoji ?? '';
    text.value = mine?.customStatus?.text ?? '';
  });
}

function chosen(value: string): ChosenAvailability {
  return value === 'busy' || value === 'invisible' ? value : 'available';
}
