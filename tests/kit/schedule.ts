import * as suite from './suite.ts';

/** Runs a scheduled function at once and then at an interval, as Cloud Scheduler does. @returns stops it */
export async function startSchedule(name: string, everyMs: number): Promise<() => void> {
  const { host, port } = await suite.emulator('functions');
  const run = async (): Promise<void> => {
    const answer = await fetch(`http://${host}:${port}/${suite.PROJECT}/us-central1/${name}-0`, { method: 'POST' });
    if (!answer.ok) console.error(`${name} answered ${answer.status}`);
  };
  void run();
  const timer = setInterval(() => void run(), everyMs);
  return () => clearInterval(timer);
}
