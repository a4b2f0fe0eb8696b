export interface Outcome<Item> {
  readonly failed: readonly Item[];
  readonly notRun: readonly Item[];
}

/** Runs steps one after the other. The lanes of a step run side by side. After a failure, no other item starts. */
export async function runSteps<Item>(
  steps: readonly (readonly (readonly Item[])[])[],
  run: (item: Item) => Promise<boolean>,
): Promise<Outcome<Item>> {
  const failed: Item[] = [];
  const notRun: Item[] = [];
  for (const lanes of steps) {
    const outcome = failed.length > 0 ? { failed: [], notRun: lanes.flat() } : await runLanes(lanes, run);
    failed.push(...outcome.failed);
    notRun.push(...outcome.notRun);
  }
  return { failed, notRun };
}

/** Runs the items of a lane one after the other, and the lanes side by side. After a failure, no other item starts. */
async function runLanes<Item>(
  lanes: readonly (readonly Item[])[],
  run: (item: Item) => Promise<boolean>,
): Promise<Outcome<Item>> {
  const failed: Item[] = [];
  const notRun: Item[] = [];
  const runLane = async (lane: readonly Item[]): Promise<void> => {
    for (const item of lane) {
      if (failed.length > 0) notRun.push(item);
      else if (!(await run(item))) failed.push(item);
    }
  };
  await Promise.all(lanes.map(runLane));
  return { failed, notRun };
}
