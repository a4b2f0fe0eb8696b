import { randomUUID } from 'node:crypto';

/** Tells one version of a mark from every other one. */
export const randomMark = (): string => randomUUID();
