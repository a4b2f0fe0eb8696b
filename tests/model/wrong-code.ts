import { aggregate, isStale, type Status } from '../../contract/index.ts';
import type { DueMark, Marks } from '../../functions/src/due.ts';
import type { ChangeContext } from '../../functions/src/status-changes.ts';
import type { DocumentVersion, StatusDocument } from '../../functions/src/status-document.ts';
import { isStamp } from '../../functions/src/user-change.ts';
import { documentedFunction } from '../kit/sample/index.ts';
import { type Code, OURS } from './code.ts';

/*
 * Each piece of code breaks one rule. The model has to find the fault.
 */

/** The function of Firebase's documentation. */
export const documented: Code = {
  handle: async (change, context) => {
    const event: unknown = change.after;
    if (!isFlat(event)) return;
    const [document] = context.documentsOf(change.uid);
    if (document === undefined) return;
    await documentedFunction(event, async () => flatOr((await change.read()).status, event), {
      set: async (fields) => {
        const next: Status = {
          state: fields.state === 'online' ? 'online' : 'offline',
          lastChanged: event.last_changed,
          availability: 'available',
          custom: null,
        };
        while (!(await (await document.read()).replace(next)));
      },
    });
  },
  tick: async () => undefined,
  resume: async () => undefined,
};

/** Handlers that do not read again after they wrote. */
export const readsOnce: Code = {
  ...OURS,
  handle: async (change, context) => {
    const once = withVersions((version) => ({
      ...version,
      replace: async (next) => {
        if (await version.replace(next)) throw new Enough();
        return false;
      },
    }));
    const documentsOf: ChangeContext['documentsOf'] = (uid) => context.documentsOf(uid).map(once);
    await OURS.handle(change, { ...context, documentsOf }).catch((error: unknown) => {
      if (!(error instanceof Enough)) throw error;
    });
  },
};

/** Handlers that replace a version which was written after they had read the nodes. */
export const replacesNewerVersion: Code = withDocument((document) => ({
  ...document,
  readWhile: async (look) => ({ ...(await document.readWhile(look)), inOrder: true }),
}));

/** Handlers that treat a known version as the current one. */
export const trustsMemory: Code = withDocument((document) => {
  const known = document.recall();
  return {
    ...document,
    recall: () => null,
    readWhile: async (look) =>
      known ? { version: known, result: await look(), inOrder: true } : document.readWhile(look),
  };
});

/** Handlers that do not run for creation and deletion. */
export const ignoresCreationAndDeletion: Code = {
  ...OURS,
  handle: async (change, context) => {
    if (change.before !== null && change.after !== null) await OURS.handle(change, context);
  },
};

/** Handlers that drop a stale event although the document is incorrect. */
export const dropsStaleEvents: Code = {
  ...OURS,
  handle: async (change, context) => {
    if (!isStale(change.after, (await change.read())[change.node])) await OURS.handle(change, context);
  },
};

/** A tick that does not read the mark again after the nodes. */
export const trustsMark: Code = withMarks((marks) => {
  let known: DueMark | null = null;
  return {
    ...marks,
    read: async () => known,
    due: async (now) => {
      const due = await marks.due(now);
      known = due[0]?.[1] ?? null;
      return due;
    },
  };
});

/** Handlers that rely on an existing mark without changing it. */
export const keepsMarkUnchanged: Code = withMarks((marks) => ({
  ...marks,
  ensure: async (uid, need) => (await marks.read(uid)) ?? marks.ensure(uid, need),
}));

/** Ticks that delete a mark which has changed since they read it. */
export const deletesAnyMark: Code = withMarks((marks) => ({
  ...marks,
  replace: async (uid, read, next) => {
    if (next !== null) return marks.replace(uid, read, next);
    for (let mark = await marks.read(uid); mark !== null; mark = await marks.read(uid)) {
      if (await marks.replace(uid, mark, null)) return true;
    }
    return false;
  },
}));

/** Handlers that write no mark for a loss which they find during another event. */
export const writesNoMarkForLoss: Code = {
  ...OURS,
  handle: (change, context) => {
    const ensure: Marks['ensure'] = async (_, need) => ({ graceUntil: null, ...need, extended: false });
    return OURS.handle(change, { ...context, marks: { ...context.marks, ensure } });
  },
};

/** Handlers that treat a stamp as a loss. */
export const treatsStampAsLoss: Code = {
  ...OURS,
  handle: async (change, context) => {
    const { lastChanged, state } = aggregate(change.after, change.time);
    if (!isStamp(change) || state === 'online') {
      await OURS.handle(change, context);
      return;
    }
    const loss = { at: change.time + context.graceMs, lostAt: lastChanged };
    await context.enqueueTick((await context.marks.markLoss(change.uid, loss)).at);
  },
};

/** Ticks that write no note of the users that they work on. */
export const writesNoNote: Code = {
  ...OURS,
  tick: (context) =>
    OURS.tick({ ...context, notes: { ...context.notes, write: async () => '', remove: async () => undefined } }),
};

/** Ticks that delete the mark when one target is right. */
export const looksAtOneTarget: Code = {
  ...OURS,
  tick: (context) => OURS.tick({ ...context, documentsOf: (uid) => context.documentsOf(uid).slice(0, 1) }),
};

function withContext(as: <C extends ChangeContext>(context: C) => C): Code {
  return {
    ...OURS,
    handle: (change, context) => OURS.handle(change, as(context)),
    tick: (context) => OURS.tick(as(context)),
  };
}

function withDocument(as: (document: StatusDocument) => StatusDocument): Code {
  return withContext((context) => ({ ...context, documentsOf: (uid: string) => context.documentsOf(uid).map(as) }));
}

function withMarks(as: (marks: Marks) => Marks): Code {
  return withContext((context) => ({ ...context, marks: as(context.marks) }));
}

function withVersions(as: (version: DocumentVersion) => DocumentVersion): (document: StatusDocument) => StatusDocument {
  return (document) => ({
    recall: () => {
      const version = document.recall();
      return version && as(version);
    },
    read: async () => as(await document.read()),
    readWhile: async (look) => {
      const read = await document.readWhile(look);
      return { ...read, version: as(read.version) };
    },
  });
}

class Enough extends Error {}

interface Flat {
  state: string;
  last_changed: number;
}

function isFlat(value: unknown): value is Flat {
  return typeof value === 'object' && value !== null && 'state' in value && 'last_changed' in value;
}

function flatOr(value: unknown, otherwise: Flat): Flat {
  return isFlat(value) ? value : otherwise;
}
