import {
  getRoom,
  joinRoom,
  leaveRoom,
  type Members,
  notifyTyping,
  onMembersChanged,
  onOccupancyChanged,
  onTypingChanged,
  type Presence,
  type Room,
  setMemberData,
  stopTyping,
} from 'firebase-presence';
import { showAvatar } from './avatar.ts';
import { badge } from './badge.ts';
import { element } from './element.ts';
import { explainLimit } from './limit.ts';
import { type Profile, UNKNOWN } from './names.ts';
import { ROOMS, readSeat, type Seat } from './seat.ts';

/**
 * Rooms in which users are together and chat. A message is part of the member data, so nothing is stored: a user who joins later does not
 * see it. A chat that stores its messages needs a collection of its own.
 */
export class Chat {
  readonly #presence: Presence;
  readonly #failed: (error: Error) => void;
  readonly #input = element('#message', HTMLInputElement);
  #stops: (() => void)[] = [];
  #stopWatching: () => void = () => undefined;
  #room: Room<Seat> | null = null;
  #me: Seat = UNKNOWN;
  #seats: ReadonlyMap<string, Seat> = new Map();

  constructor(presence: Presence, failed: (error: Error) => void) {
    this.#presence = presence;
    this.#failed = failed;
    element('#send', HTMLFormElement).addEventListener('submit', (event) => {
      event.preventDefault();
      this.#send(this.#input.value.trim());
    });
    explainLimit(this.#input, element('#message-limit', HTMLElement));
    this.#input.addEventListener('input', () => this.#room && notifyTyping(this.#room));
  }

  /** Joins the first room as the user who has signed in. */
  opens(name: string): void {
    this.closes();
    this.#me = { name, simulated: false };
    element('#rooms', HTMLElement).replaceChildren(...ROOMS.map((title) => this.#button(title)));
    this.#enters(ROOMS[0]);
  }

  closes(): void {
    for (const stop of this.#stops) stop();
    this.#stops = [];
    this.#leaves();
    element('#messages', HTMLElement).replaceChildren();
  }

  #button(title: string): HTMLElement {
    const button = document.createElement('button');
    const count = document.createElement('span');
    count.className = 'count';
    button.type = 'button';
    button.append(title, ' ', count);
    button.dataset.room = title;
    button.addEventListener('click', () => this.#enters(title));
    this.#stops.push(
      onOccupancyChanged(
        getRoom(this.#presence, title),
        (occupancy) => {
          count.textContent = String(occupancy);
        },
        this.#failed,
      ),
    );
    return button;
  }

  #enters(title: string): void {
    this.#leaves();
    const room = getRoom<Seat>(this.#presence, title);
    this.#room = room;
    for (const button of document.querySelectorAll<HTMLElement>('[data-room]')) {
      button.setAttribute('aria-pressed', String(button.dataset.room === title));
    }
    element('#messages', HTMLElement).replaceChildren();
    const stops = [
      onMembersChanged(room, (members) => this.#show(members), this.#failed),
      onTypingChanged(room, (uids) => this.#showTyping(uids), this.#failed),
    ];
    this.#stopWatching = () => {
      for (const stop of stops) stop();
    };
    joinRoom(room, this.#me).catch(this.#failed);
  }

  #leaves(): void {
    this.#stopWatching();
    this.#stopWatching = () => undefined;
    if (this.#room) leaveRoom(this.#room).catch(this.#failed);
    this.#room = null;
  }

  #send(text: string): void {
    if (!this.#room || text === '') return;
    this.#me = { ...this.#me, message: { text, number: (this.#me.message?.number ?? 0) + 1 } };
    setMemberData(this.#room, this.#me).catch(this.#failed);
    stopTyping(this.#room);
    this.#input.value = '';
  }

  #show({ members, updated }: Members): void {
    const seats = new Map(members.map(({ uid, data }) => [uid, readSeat(data)]));
    this.#seats = seats;
    element('#members', HTMLElement).replaceChildren(...[...seats].map(([uid, seat]) => avatarOf(uid, seat)));
    const messages = element('#messages', HTMLElement);
    for (const uid of updated) {
      const seat = seats.get(uid);
      if (seat?.message) messages.append(line(seat, seat.message.text));
    }
    // Not scrollIntoView: that would also scroll the page.
    messages.scrollTop = messages.scrollHeight;
  }

  #showTyping(uids: readonly string[]): void {
    const names = uids.map((uid) => titleOf(this.#seats.get(uid) ?? UNKNOWN));
    const who = new Intl.ListFormat('en').format(names);
    element('#typing', HTMLElement).textContent =
      names.length === 0 ? '' : `${who} ${names.length === 1 ? 'is' : 'are'} typing…`;
  }
}

/** Strangers typed the names and messages, so they go into the page as text, never as HTML. */
function line({ name, simulated }: Profile, text: string): HTMLElement {
  const item = document.createElement('p');
  const who = document.createElement('b');
  who.textContent = name;
  item.append(who, ' ', ...(simulated ? [badge('simulated'), ' '] : []), text);
  return item;
}

function titleOf({ name, simulated }: Profile): string {
  return simulated ? `${name} (simulated)` : name;
}

function avatarOf(uid: string, person: Profile): HTMLElement {
  const item = document.createElement('li');
  const avatar = document.createElement('span');
  avatar.className = 'avatar';
  avatar.role = 'img';
  avatar.ariaLabel = titleOf(person);
  avatar.title = titleOf(person);
  showAvatar(avatar, uid, person.name);
  item.append(avatar);
  return item;
}
