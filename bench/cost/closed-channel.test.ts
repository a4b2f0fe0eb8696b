import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';

/*
 * The meter in front of Firestore is a server of Node's http2. It refuses calls that began just before their client closed the channel.
 * grpc-js 1.9, on which the Firestore web SDK depends, repeats such a call endlessly (grpc-node issue 2786). So package.json overrides it.
 */

const firebase = createRequire(import.meta.resolve('firebase/firestore'));
const GRPC = createRequire(firebase.resolve('@firebase/firestore')).resolve('@grpc/grpc-js');

const PROGRAM = `
const { createServer } = require('node:http2');
const { credentials, makeGenericClientConstructor } = require(${JSON.stringify(GRPC)});
const as = (value) => value;
const method = { path: '/s/m', requestStream: true, responseStream: true, requestSerialize: as, requestDeserialize: as, responseSerialize: as, responseDeserialize: as };
const Client = makeGenericClientConstructor({ m: method }, 's');
const server = createServer();
server.on('stream', (stream) => stream.on('error', () => undefined));
server.listen(0, '127.0.0.1', () => {
  const client = new Client('127.0.0.1:' + server.address().port, credentials.createInsecure());
  client.waitForReady(Infinity, () => {
    const call = client.m();
    call.on('error', ({ details }) => {
      console.log(details);
      process.exit();
    });
    call.resume();
    client.close();
  });
});
`;

/** Far longer than the call takes. Only an endless call takes longer. */
const LIMIT_MS = 20_000;

test('a call on a channel that is closing ends', async () => {
  const child = spawn(process.execPath, ['-e', PROGRAM], {
    stdio: 'inherit',
    timeout: LIMIT_MS,
    killSignal: 'SIGKILL',
  });
  const [code, signal] = await once(child, 'exit');
  expect({ code, signal }).toEqual({ code: 0, signal: null });
});
