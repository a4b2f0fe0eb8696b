import { preview } from 'vite';
import { onTestFinished } from 'vitest';
import * as suite from '../kit/suite.ts';

/**
 * Opens a way to the Realtime Database that carries requests and refuses WebSockets, as the proxies of some companies do.
 *
 * @returns host and port
 */
export async function withoutWebSockets(): Promise<string> {
  const { host, port } = suite.database();
  const server = await preview({
    configFile: false,
    logLevel: 'warn',
    preview: { host: '127.0.0.1', port: 0, proxy: { '/': { target: `http://${host}:${port}`, ws: false } } },
  });
  // Vite would leave them without an answer.
  server.httpServer.on('upgrade', (_request, socket) => socket.destroy());
  onTestFinished(() => server.close());
  return new URL(server.resolvedUrls?.local[0] ?? '').host;
}
