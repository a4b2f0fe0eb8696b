import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/*
 * The metadata server that every function in Google's cloud has. It gives the Admin SDK its service account and tokens. Without one the
 * Admin SDK looks for it on the network, for two seconds each time that it puts a task into a queue.
 */

const ANSWERS: Readonly<Record<string, string>> = {
  '/computeMetadata/v1/instance': '',
  '/computeMetadata/v1/instance/service-accounts/default/email': 'emulated@demo.invalid',
  // The emulators accept this token as that of an administrator.
  '/computeMetadata/v1/instance/service-accounts/default/token': JSON.stringify({
    access_token: 'owner',
    expires_in: 3600,
    token_type: 'Bearer',
  }),
};

export interface MetadataServer {
  /** Host and port, as GCE_METADATA_HOST takes them. */
  readonly host: string;
  close(): void;
}

/** Listens on this machine alone, and does not keep the process alive. */
export async function startMetadataServer(): Promise<MetadataServer> {
  const server = createServer(({ url = '' }, response) => {
    const answer = ANSWERS[new URL(url, 'http://metadata').pathname.replace(/\/$/, '')];
    response.writeHead(answer === undefined ? 404 : 200, {
      'metadata-flavor': 'Google',
      'content-type': answer?.startsWith('{') ? 'application/json' : 'text/plain',
    });
    response.end(answer ?? '');
  });
  const port = await listen(server);
  return { host: `127.0.0.1:${port}`, close: () => void server.close() };
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      server.unref();
      const address: AddressInfo | string | null = server.address();
      if (typeof address === 'object' && address !== null) resolve(address.port);
      else reject(new Error('The metadata server has no port.'));
    });
  });
}
