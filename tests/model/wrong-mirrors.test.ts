import { expect, test } from 'vitest';
import { isOvertaken, type Status } from '../../contract/index.ts';
import { mirrorTo } from '../../functions/src/mirror.ts';
import type { DocumentVersion, StatusDocument } from '../../functions/src/status-document.ts';
import { documentedFunction } from '../peers/documented-function.ts';
import { always, endsRight, neverGoesBack } from './always.ts';
import { anyLife, documentedLife } from './life.ts';
import type { Handler } from './world.ts';

/*
 * The model can fail: handlers that break one rule each, in which it has to find the fault by itself.
 */

test('the function of Firebase’s documentation is found wrong by the same model', async () => {
  const handler: Handler = async (document, change) => {
    const event: unknown = change.after;
    if (!isFlat(event)) return;
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
  };
  await isFoundWrong(documentedLife, handler);
});

test('a mirror that does not look again after it wrote is found wrong by the same model', async () => {
  const handler: Handler = async (document, change, grace) => {
    const writtenOnce = withVersions(document, (version) => ({
      ...version,
      replace: async (next) => {
        if (await version.replace(next)) throw new Enough();
        return false;
      },
    }));
    await mirrorTo(writtenOnce, change, grace).catch((error: unknown) => {
      if (!(error instanceof Enough)) throw error;
    });
  };
  await isFoundWrong(anyLife, handler);
});

test('a mirror that replaces a version which was written after it had looked is found wrong by the same model', async () => {
  const handler: Handler = async (document, change, grace) => {
    const hasty: StatusDocument = {
      ...document,
      readWhile: async (look) => ({ ...(await document.readWhile(look)), inOrder: true }),
    };
    await mirrorTo(hasty, change, grace);
  };
  // It looks again, so it ends right; on the way it was not.
  await isFoundWrong(anyLife, handler, neverGoesBack);
});

test('a mirror that takes what it knows of the document for what stands is found wrong by the same model', async () => {
  const handler: Handler = async (document, change, grace) => {
    const known = document.recall();
    const believed: StatusDocument = {
      ...document,
      recall: () => null,
      readWhile: async (look) =>
        known ? { version: known, seen: await look(), inOrder: true } : document.readWhile(look),
    };
    await mirrorTo(believed, change, grace);
  };
  await isFoundWrong(anyLife, handler);
});

test('a mirror that is not woken by creation and deletion is found wrong by the same model', async () => {
  const handler: Handler = async (document, change, grace) => {
    if (change.before !== null && change.after !== null) await mirrorTo(document, change, grace);
  };
  await isFoundWrong(anyLife, handler);
});

test('a mirror that drops an overtaken event although the document is wrong is found wrong by the same model', async () => {
  const handler: Handler = async (document, change, grace) => {
    if (!isOvertaken(change.after, (await change.read())[change.node])) await mirrorTo(document, change, grace);
  };
  await isFoundWrong(anyLife, handler);
});

/** Ends with the first fault, after some hundred schedules; the rarest, a handler killed at the one wrong moment, after some thousand. */
async function isFoundWrong(lives: typeof anyLife, handler: Handler, holds = endsRight): Promise<void> {
  const search = always(lives, handler, holds, { runs: 100_000 });
  const failure: unknown = await search.catch((error: unknown) => error);
  // Not for an error of its own.
  expect(failure).toMatchObject({ cause: { name: 'AssertionError' } });
}

function withVersions(document: StatusDocument, as: (version: DocumentVersion) => DocumentVersion): StatusDocument {
  return {
    recall: () => {
      const version = document.recall();
      return version && as(version);
    },
    read: async () => as(await document.read()),
    readWhile: async (look) => {
      const read = await document.readWhile(look);
      return { ...read, version: as(read.version) };
    },
  };
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
