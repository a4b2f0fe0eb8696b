/*
 * The part of the Admin SDK's Firestore that this package uses. The result of `getFirestore()` fits. The package does not import the
 * Admin SDK, so that an app without a server need not install it.
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
