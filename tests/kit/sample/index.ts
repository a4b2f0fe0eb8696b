export { documentedClient } from './documented-client.ts';
export { documentedFunction } from './documented-function.ts';
