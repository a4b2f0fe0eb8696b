import { randomUUID } from 'node:crypto';

/** Makes a value that distinguishes one version of a mark from every other. */
export const randomVersion = (): string => randomUUID();
