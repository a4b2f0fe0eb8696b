import { showAvatar } from './avatar.ts';
import { badge } from './badge.ts';
import { element } from './element.ts';
import { showMoment } from './last-seen.ts';
import type { People, Person } from './people.ts';

export function showPeople({ online, offline, joined, left, outdated }: People, myUid: string): void {
  showList('#online', online, 'came online', myUid);
  showList('#offline', offline, 'last seen', myUid);
  element('#online-count', HTMLElement).textContent = String(online.length);
  element('#offline-title', HTMLElement).hidden = offline.length === 0;
  element('#outdated', HTMLElement).hidden = !outdated;
  announceChanges(joined, left);
}

function showList(list: string, people: Person[], label: string, myUid: string): void {
  element(list, HTMLUListElement).replaceChildren(...people.map((person) => row(person, label, person.uid === myUid)));
}

/** Strangers typed the names, so they go into the page as text, never as HTML. */
function row({ uid, name, simulated, availability, custom, lastChanged }: Person, label: string, isMe: boolean): Node {
  const fragment = element('#person', HTMLTemplateElement).content.cloneNode(true);
  if (!(fragment instanceof DocumentFragment)) return fragment;
  element('.name', HTMLElement, fragment).textContent = name;
  const who = element('.who', HTMLElement, fragment);
  if (isMe) who.append(' ', badge('you'));
  if (simulated) who.append(' ', badge('simulated'));
  const avatar = element('.avatar', HTMLElement, fragment);
  showAvatar(avatar, uid, name);
  avatar.dataset.availability = availability ?? 'offline';
  element('.custom', HTMLElement, fragment).textContent = custom;
  if (lastChanged) {
    element('.since-label', HTMLElement, fragment).textContent = labelOf(availability, label);
    showMoment(element('time', HTMLTimeElement, fragment), lastChanged);
  }
  return fragment;
}

/** In words too, for users who do not see colours. */
function labelOf(availability: Person['availability'], label: string): string {
  return availability === 'away' || availability === 'busy' ? `${availability}, ${label}` : label;
}

/** For screen readers, which do not see the lists change. */
function announceChanges(joined: string[], left: string[]): void {
  const changes = [...joined.map((name) => `${name} is online.`), ...left.map((name) => `${name} is offline.`)];
  if (changes.length > 0) element('#changes', HTMLElement).textContent = changes.join(' ');
}
