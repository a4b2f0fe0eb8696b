export interface PresenceOptions {
  /** The Firestore collection that the Cloud Function writes: its parameter `PRESENCE_COLLECTION`. Default: `status`. */
  collection?: string;
  /**
   * The URL of the database instance that holds this user, for apps that spread their users over several. It has to give the
   * same answer on every device. Default: the app's own instance for everybody.
   */
  databaseUrl?: (uid: string) => string;
  /**
   * How often this device proves that it is alive, in milliseconds: one small write each time. Has to be less than half of the
   * function's parameter `PRESENCE_LEASE_SECONDS`, or living devices are taken for dead. Default: 30,000.
   */
  renewalMs?: number;
  /**
   * After how many milliseconds without input this device is idle; a hidden tab is after ten seconds. A user whose devices are
   * all idle is away. Default: 300,000, five minutes.
   */
  idleAfterMs?: number;
}

export function areSame(one: PresenceOptions, other: PresenceOptions): boolean {
  const names = ['collection', 'databaseUrl', 'renewalMs', 'idleAfterMs'] as const;
  return names.every((name) => one[name] === other[name]);
}
