import { expect, test } from 'vitest';
import { uniqueName, type Visitor, visitor } from './visitor.ts';

test('the panel of the demo shows the record, the lease and the status document of an online user', async () => {
  const ana = await signedIn();
  await shows(ana, 'hood-connection', /connected/);
  await shows(ana, 'hood-status', /"slot"/);
  await shows(ana, 'hood-document', /on the server.*"state": "online"/s);
  await shows(ana, 'hood-watchers', /Every watcher sees you online/);
  const [record] = /[-\w]{20}/.exec(await textOf(ana, 'hood-status')) ?? [];
  await shows(ana, 'hood-leases', new RegExp(`"id": "${record}"`));
});

test('the panel of the demo shows when the document followed the record of a user who leaves', async () => {
  const ana = await signedIn();
  await shows(ana, 'hood-document', /on the server.*"state": "online"/s);
  await ana.pressesByKeyboard('Go offline');
  await shows(ana, 'hood-status', /"left_at"/);
  await shows(ana, 'hood-document', /on the server.*"state": "offline"/s);
  await shows(ana, 'hood-function', /changed \d+ ms after your data\. Only the function may write this/);
  await shows(ana, 'hood-watchers', /Every watcher sees you offline/);
});

test('the panel of the demo shows both connections of a user with two tabs', async () => {
  const ana = await signedIn();
  const connections = async (): Promise<number> => (await textOf(ana, 'hood-status')).split('"slot"').length - 1;
  await expect.poll(connections).toBe(1);
  const secondTab = await ana.opensAnotherTab();
  await secondTab.isConnected();
  await expect.poll(connections).toBe(2);
  await secondTab.closesTab();
  await expect.poll(connections).toBe(1);
});

test('the panel of the demo says that the status of a user without network is in the cache', async () => {
  const ana = await signedIn();
  await shows(ana, 'hood-document', /on the server.*"state": "online"/s);
  await ana.losesNetwork();
  await shows(ana, 'hood-document', /in the cache of this page.*"state": "offline"/s);
  await shows(ana, 'hood-watchers', /This page shows you offline/);
});

async function signedIn(): Promise<Visitor> {
  const ana = await visitor();
  await ana.signsInAs(uniqueName('Ana'));
  await ana.opensPanel();
  return ana;
}

async function shows(ana: Visitor, part: string, text: RegExp): Promise<void> {
  await expect.poll(() => textOf(ana, part)).toMatch(text);
}

async function textOf({ page }: Visitor, part: string): Promise<string> {
  return (await page.locator(`#${part}`).textContent()) ?? '';
}
