import { expect, onTestFinished, test } from 'vitest';
import { startMetadataServer } from './metadata-server.ts';

test('the metadata server gives a service account and a token, and nothing else', async () => {
  const server = await startMetadataServer();
  onTestFinished(() => server.close());
  const ask = (path: string) => fetch(`http://${server.host}/computeMetadata/v1/instance${path}`);
  const email = await ask('/service-accounts/default/email');
  expect(email.headers.get('metadata-flavor')).toBe('Google');
  expect(await email.text()).toBe('emulated@demo.invalid');
  expect(await (await ask('/service-accounts/default/token?scopes=a')).json()).toMatchObject({ access_token: 'owner' });
  expect((await ask('/attributes/secret')).status).toBe(404);
});
