import type { CloudRequest, StandIn } from './stand-in.ts';

/** What the record of a stand-in says about a deployment. */
export interface Created {
  region: string;
  asked: Record<string, unknown>;
}

export function createdFunctions({ requests }: StandIn): Record<string, Created> {
  const created = requests.filter(({ method, path }) => method === 'POST' && path.includes('/functions?functionId='));
  return Object.fromEntries(
    created.map(({ path, body }) => {
      const { pathname, searchParams } = new URL(path, 'http://cloud');
      return [searchParams.get('functionId') ?? '', { region: pathname.split('/').at(-2) ?? '', asked: Object(body) }];
    }),
  );
}

/** Sorted, because the CLI creates them side by side. */
export const jobs = ({ requests }: StandIn): string[] =>
  bodies(requests, 'cloudscheduler.googleapis.com', 'POST')
    .map(({ name, schedule, attemptDeadline }) =>
      [String(name).split('/').at(-1), schedule, attemptDeadline].join('; '),
    )
    .sort();

export const queues = ({ requests }: StandIn): Queue[] =>
  bodies(requests, 'cloudtasks.googleapis.com', 'POST')
    .filter(({ retryConfig }) => retryConfig)
    .map(({ name, retryConfig, rateLimits }) => ({
      name: String(name).split('/').at(-1) ?? '',
      retryConfig,
      rateLimits,
    }))
    .sort((a, b) => a.name.localeCompare(b.name));

export interface Queue {
  name: string;
  retryConfig: unknown;
  rateLimits: unknown;
}

export function bodies(requests: CloudRequest[], host: string, method: string): Record<string, unknown>[] {
  return requests
    .filter((request) => request.host === host && request.method === method)
    .map(({ body }) => Object(body));
}

/** The last request to a path that ends so. */
export function sent({ requests }: StandIn, method: string, path: string): CloudRequest | undefined {
  return requests.findLast((request) => request.method === method && request.path.split('?')[0]?.endsWith(path));
}
