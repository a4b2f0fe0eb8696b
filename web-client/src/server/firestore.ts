/*
 * What is needed of the Admin SDK, in its own words: what `getFirestore()` returns fits. Nothing of it is imported, so an app that has
 * no server need not install it.
 */

export interface AdminFirestore {
  collection(path: string): AdminCollection;
}

export interface AdminCollection {
  doc(id: string): { get(): Promise<AdminSnapshot> };
  where(field: string, operator: '==' | 'in', value: unknown): AdminQuery;
}

export interface AdminQuery {
  get(): Promise<{ readonly docs: readonly AdminSnapshot[] }>;
  count(): { get(): Promise<AdminCount> };
}

export interface AdminSnapshot {
  readonly id: string;
  data(): Record<string, unknown> | undefined;
}

export interface AdminCount {
  data(): { count: number };
}
