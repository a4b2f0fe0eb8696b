/*
 * What this package needs of the Admin SDK's database: what `getDatabase()` returns fits. Nothing of the Admin SDK is imported, so an app
 * without a server need not install it.
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
