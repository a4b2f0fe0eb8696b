export type { ExportedDatabases } from './export-folder.ts';
export { type DatabaseEmulator, type StartOptions, startEmulator } from './start-emulator.ts';
export type { FunctionsAddress } from './triggers/trigger-delivery.ts';
