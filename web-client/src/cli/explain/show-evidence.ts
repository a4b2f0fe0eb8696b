import { printable, type Status, writesDatabase, writesFirestore } from '@firebase-presence/contract';
import { counted } from '../text/counted.ts';
import { ago } from './ago.ts';
import type { Facts } from './facts.ts';

/** The lines of the evidence. */
export function evidence(facts: Facts): string[] {
  const { now, connections, hasFlatRecord, settings, dueAt, sweptAt, aggregate: node } = facts;
  const when = (time: number): string => `${ago(now - time)} (${new Date(time).toISOString()})`;
  const shown = (status: Status | null): string =>
    status ? `${status.state}, ${status.availability}, last changed ${when(status.lastChanged)}` : 'none';
  return [
    `Realtime Database: ${node.absent ? 'no node' : `${node.state}, last changed ${when(node.lastChanged)}`}`,
    ...connections.map(
      ({ id, since, idle, renewedAt, askedAt, rooms }) =>
        `  connection ${id}: ${since === null ? 'malformed' : `announced ${ago(now - since)}`}${idle ? ', idle' : ''}, ` +
        `${renewedAt === null ? 'no lease' : `lease renewed ${ago(now - renewedAt)}`}${askedAt === null ? '' : `, client asked ${ago(now - askedAt)}`}, ${counted(rooms, 'room')}`,
    ),
    ...(hasFlatRecord ? ['  flat record of a documentation-style client: online'] : []),
    ...(node.leftAt === null ? [] : [`  left ${when(node.leftAt)}`]),
    `Settings: ${settings.availability}${settings.custom ? `, custom status '${settings.custom.text}'` : ''}${settings.lastSeenHidden ? ', last seen hidden' : ''}`,
    ...(writesFirestore(facts.targets) ? [`Status document: ${shown(facts.document)}`] : []),
    ...(writesDatabase(facts.targets) ? [`Public status: ${shown(facts.publicStatus)}`] : []),
    `Next tick for the user: ${dueAt === null ? 'none' : dueAt > now ? `in ${Math.ceil((dueAt - now) / 1000)} seconds` : `due ${ago(now - dueAt)}`}`,
    `Sweeper: ${sweptAt === null ? 'never ran' : `ran ${ago(now - sweptAt)}`}`,
    ...(facts.hasAccount === null ? [] : [`Account: ${facts.hasAccount ? 'exists' : 'does not exist'}`]),
    ...(facts.log ?? []).map((line) => `Log: ${line}`),
    ...facts.notRead.map((one) => `Not read: ${one}`),
  ].map(printable);
}
