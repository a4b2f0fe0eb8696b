import { deleteApp } from 'firebase/app';
import { onValue, ref } from 'firebase/database';
import { doc, getDoc } from 'firebase/firestore';
import { getPresence, onConnectionStateChanged, stopPresence } from 'firebase-presence';
import { connectDevice, type Device, signInAs } from '../../tests/kit/users/index.ts';
import type { Figure } from '../figure.ts';
import { resting } from './resting.ts';
import { NAMESPACE, startStandIn } from './stand-in.ts';

/** Measures how much memory presence uses in a page, on top of Firebase. It is the heap of a process with many pages. */
export async function measureClientMemory(count: number): Promise<Figure[]> {
  const standIn = await startStandIn();
  const config = { databaseURL: `https://${NAMESPACE}.firebaseio.com` };
  // Loads once what all pages share.
  await stops(await starts(await connects(connectDevice(config, standIn), 'first')));
  const empty = await resting(heap);
  const devices: Device[] = [];
  for (let index = 0; index < count; index++) {
    devices.push(await connects(connectDevice(config, standIn), `memory-${index}`));
  }
  const firebase = await resting(heap);
  for (const device of devices) await starts(device);
  const present = await resting(heap);
  for (const device of devices) await stops(device);
  await standIn.close();
  const figure = (system: string, bytes: number): Figure => ({
    bench: 'scale',
    event: 'a page',
    system,
    metric: 'heap',
    unit: 'kB',
    value: bytes / 1000 / count,
  });
  return [figure('Firebase alone', firebase - empty), figure('presence on top', present - firebase)];
}

/** Signs in, connects to the Realtime Database, and reads from Firestore. */
async function connects(device: Device, uid: string): Promise<Device> {
  await signInAs(device, uid);
  await new Promise<void>((resolve, reject) => {
    onValue(ref(device.database, '.info/connected'), (connected) => connected.val() === true && resolve(), reject);
  });
  await getDoc(doc(device.firestore, 'status', uid));
  return device;
}

function starts(device: Device): Promise<Device> {
  return new Promise((resolve, reject) => {
    onConnectionStateChanged(getPresence(device.app), (state) => state === 'connected' && resolve(device), reject);
  });
}

async function stops({ app }: Device): Promise<void> {
  await stopPresence(getPresence(app));
  await deleteApp(app);
}

function heap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
