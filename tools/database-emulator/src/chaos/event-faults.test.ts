import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { TriggerDelivery } from '../triggers/trigger-delivery.ts';
import type { FunctionEvent } from '../triggers/trigger-event.ts';
import { readRegistration } from '../triggers/trigger-registration.ts';
import { EventFaults } from './event-faults.ts';
import { readFaultPlan } from './fault-plan.ts';

/** Records the events instead of posting them. */
class NotedDelivery extends TriggerDelivery {
  readonly posted: string[] = [];

  override async deliverOutOfOrder(event: FunctionEvent): Promise<void> {
    this.posted.push(event.body);
  }
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

function event(body: string, ref = 'status/alice', name = 'mirror'): FunctionEvent {
  const trigger = readRegistration(
    {
      name: `projects/demo-presence/locations/us-central1/triggers/us-central1-${name}-0`,
      path: 'status/{uid}',
      event: 'google.firebase.database.ref.v1.written',
    },
    null,
  );
  return { trigger, namespace: 'demo', ref, contentType: 'application/json', body };
}

function faults(...events: readonly object[]) {
  const delivery = new NotedDelivery(undefined);
  const faulty = new EventFaults(delivery);
  faulty.plan(readFaultPlan({ events }).events, 1);
  return { faulty, posted: delivery.posted };
}

async function settled(): Promise<void> {
  await vi.advanceTimersByTimeAsync(0);
}

test('without faults events are sent in order', async () => {
  const { faulty, posted } = faults();
  faulty.deliver(event('1'));
  faulty.deliver(event('2'));
  await settled();
  expect(posted).toEqual(['1', '2']);
});

test('a delayed event is sent after the next one', async () => {
  const { faulty, posted } = faults({ fault: 'delay', ms: 500, times: 1 });
  faulty.deliver(event('late'));
  faulty.deliver(event('next'));
  await vi.advanceTimersByTimeAsync(499);
  expect(posted).toEqual(['next']);
  await vi.advanceTimersByTimeAsync(1);
  expect(posted).toEqual(['next', 'late']);
});

test('a duplicated event is sent twice, the second time after the planned delay', async () => {
  const { faulty, posted } = faults({ fault: 'duplicate', ms: 300 });
  faulty.deliver(event('1'));
  await settled();
  expect(posted).toEqual(['1']);
  await vi.advanceTimersByTimeAsync(300);
  expect(posted).toEqual(['1', '1']);
});

test('a swapped event is sent after the next one of its node, or alone after its time', async () => {
  const { faulty, posted } = faults({ fault: 'swap', ms: 1000, ref: 'status/alice' });
  faulty.deliver(event('1'));
  faulty.deliver(event('bob', 'status/bob'));
  faulty.deliver(event('2'));
  await settled();
  expect(posted).toEqual(['bob', '2', '1']);
  faulty.deliver(event('3'));
  await vi.advanceTimersByTimeAsync(1000);
  expect(posted).toEqual(['bob', '2', '1', '3']);
});

test('a lost event is never sent, and is counted', async () => {
  const { faulty, posted } = faults({ fault: 'lose', times: 1 });
  faulty.deliver(event('1'));
  faulty.deliver(event('2'));
  await vi.advanceTimersByTimeAsync(10_000);
  expect(posted).toEqual(['2']);
  expect(faulty.met).toEqual({ delay: 0, duplicate: 0, swap: 0, lose: 1 });
});

test('a fault applies only to the functions and nodes that it names', async () => {
  const { faulty, posted } = faults({ fault: 'lose', function: 'mirror', ref: 'status/alice' });
  faulty.deliver(event('other function', 'status/alice', 'other'));
  faulty.deliver(event('other node', 'status/bob'));
  faulty.deliver(event('lost'));
  await settled();
  expect(posted).toEqual(['other function', 'other node']);
});

test('the same seed gives the same faults', async () => {
  const run = async () => {
    const { faulty, posted } = faults({ fault: 'lose', rate: 0.5 });
    for (let index = 0; index < 40; index++) {
      faulty.deliver(event(String(index)));
    }
    await settled();
    return posted;
  };
  const first = await run();
  expect(first.length).toBeGreaterThan(5);
  expect(first.length).toBeLessThan(35);
  expect(await run()).toEqual(first);
});

test.each([
  [{ event: [] }, 'A fault plan has no field "event"'],
  [{ events: {} }, '"events" must be a list'],
  [{ events: [{ fault: 'explode' }] }, '"fault" must be one of delay, duplicate, swap, lose'],
  [{ events: [{ fault: 'lose', path: 'x' }] }, 'An event fault has no field "path"'],
  [{ events: [{ fault: 'lose', rate: -1 }] }, '"rate" must be a number from 0 up'],
  [{ refuseLogins: 'alice' }, '"refuseLogins" must be a boolean or a list of uids'],
])('the plan %j is rejected: %s', (plan, message) => {
  expect(() => readFaultPlan(plan)).toThrow(message);
});
