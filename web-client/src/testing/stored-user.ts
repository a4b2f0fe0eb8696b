import {
  aggregate,
  applySettings,
  DEFAULT_SETTINGS,
  nextStatus,
  type Settings,
  type Status,
} from '@firebase-presence/contract';

/** The data of one user as the two databases would hold it: connections, settings, and the status document of the function. */
export class StoredUser {
  readonly #now: () => number;
  readonly #connections = new Map<string, { last_changed: number; idle?: true }>();
  #changedAt = 0;
  #settings: Settings = DEFAULT_SETTINGS;
  #document: Status | null = null;

  constructor(now: () => number) {
    this.#now = now;
  }

  get settings(): Settings {
    return this.#settings;
  }

  /** The status that others see. */
  get document(): Status | null {
    return this.#document;
  }

  get isOnline(): boolean {
    return this.#connections.size > 0;
  }

  connect(device: string): void {
    this.#change(() => this.#connections.set(device, { last_changed: this.#now() }));
  }

  disconnect(device: string): void {
    this.#change(() => this.#connections.delete(device));
  }

  setIdle(idle: boolean): void {
    this.#change(() => {
      for (const [device, { last_changed }] of this.#connections) {
        this.#connections.set(device, idle ? { last_changed, idle } : { last_changed });
      }
    });
  }

  changeSettings(settings: Partial<Settings>): void {
    this.#change(() => {
      this.#settings = { ...this.#settings, ...settings };
    });
  }

  /** Computes the status as the deployed function does. */
  #change(action: () => void): void {
    const wasOnline = this.isOnline;
    action();
    this.#changedAt = this.#now();
    const node = { connections: Object.fromEntries(this.#connections), last_changed: this.#changedAt };
    const user = applySettings(aggregate(node, this.#changedAt), this.#settings);
    const endOfStay = wasOnline && !this.isOnline ? this.#changedAt : null;
    this.#document = nextStatus(this.#document, user, endOfStay) ?? this.#document;
  }
}
