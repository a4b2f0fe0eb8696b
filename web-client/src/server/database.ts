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
