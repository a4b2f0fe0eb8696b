/*
 * The part of the Admin SDK's database that this package uses. The result of `getDatabase()` fits. The package does not import the Admin
 * SDK, so that an app without a server need not install it.
 */

export interface AdminDatabase {
  ref(path?: string): AdminReference;
}

export interface AdminReference extends AdminRange {
  update(values: Record<string, unknown>): Promise<unknown>;
  orderByKey(): AdminRange;
}

export interface AdminRange {
  startAt(key: string): AdminRange;
  endAt(key: string): AdminRange;
  get(): Promise<{ val(): unknown }>;
}

/** A snapshot of a node. Those of the Admin SDK and of an event of the Realtime Database fit. */
export interface AdminNode {
  readonly key: string | null;
  val(): unknown;
}
