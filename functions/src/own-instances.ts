import type { App } from 'firebase-admin/app';
import { type Instance, instanceName, instancesOf } from './databases.ts';

/*
 * Which instances of the Realtime Database a deployment works on. A project can have several deployments, one for each region that has
 * instances. Each of them reads all instances when it has to know where a user is. It sweeps, settles and counts only in those of its own
 * region, because the platform sends it only their events.
 */

export interface Deployment {
  app: App;
  /** The parameter PRESENCE_DATABASE_URLS. */
  urls: string;
  /** The parameter PRESENCE_REGION. */
  region: string;
}

/** @throws if the deployment would have no work: all instances are in other regions */
export function ownInstances({ app, urls, region }: Deployment): Instance[] {
  const all = instancesOf(app, urls);
  const own = all.filter((instance) => isInRegion(region, instance));
  if (own.length > 0) return own;
  const places = all.map(({ url }) => `${url} is in ${regionOf(url)}`).join(', ');
  throw new Error(
    `PRESENCE_REGION is ${region}, but ${places}. No event arrives. ` +
      'Set PRESENCE_REGION to the region of the Realtime Database, or add an instance of this region to PRESENCE_DATABASE_URLS.',
  );
}

/** True if events of this instance are for this deployment: it lists the instance, or lists none. */
export function isListed({ app, urls }: Pick<Deployment, 'app' | 'urls'>, url: string): boolean {
  if (urls.trim() === '') return true;
  return instancesOf(app, urls).some((instance) => instanceName(instance.url) === instanceName(url));
}

/** True if the instance is in the region, so that its events arrive there. */
export function isInRegion(region: string, { url }: Pick<Instance, 'url'>): boolean {
  const other = regionOf(url);
  return other === null || other === region;
}

/** Reads the region from the address of an instance; null if the address is none of Google's, as on the emulators. */
function regionOf(url: string): string | null {
  // The emulators have one address for all regions.
  if (process.env.FUNCTIONS_EMULATOR === 'true') return null;
  const { hostname } = new URL(url);
  if (hostname.endsWith('.firebaseio.com')) return 'us-central1';
  const [, region] = /\.([a-z0-9-]+)\.firebasedatabase\.app$/.exec(hostname) ?? [];
  return region ?? null;
}
