import { connect, createServer } from 'node:net';
import { LauncherError } from './launcher-error.ts';
import type { Emulator } from './suite.ts';

/** Checks the ports first: firebase-tools stops at the first busy port, and does not show how to find the program that uses it. */
export async function refuseBusyPorts(emulators: readonly Emulator[]): Promise<void> {
  const checks = await Promise.all(emulators.map(async (emulator) => ({ emulator, busy: await isBusy(emulator) })));
  const busy = checks.filter((check) => check.busy).map((check) => check.emulator);
  if (busy.length > 0) throw new LauncherError(busyPortsMessage(busy, process.platform));
}

export function busyPortsMessage(busy: readonly Emulator[], platform: NodeJS.Platform): string {
  const lines = busy.map(({ port, title, name }) => {
    const command = platform === 'darwin' ? `lsof -nP -iTCP:${port} -sTCP:LISTEN` : `ss -ltnp 'sport = :${port}'`;
    return `Port ${port} (${title}) is in use.
  find the program:     ${command}
  or use another port:  firebase.json, "emulators", "${name}", "port"`;
  });
  return `${lines.join('\n')}\nPerhaps the emulators are running already, in another window.`;
}

async function isBusy({ host, port }: Emulator): Promise<boolean> {
  if (port === undefined) return false;
  // Listening is not enough as a check: macOS allows 127.0.0.1:5000 while another program has *:5000.
  return (await accepts(host, port)) || !(await canListen(host, port));
}

function accepts(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, host);
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

function canListen(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ host, port }, () => server.close(() => resolve(true)));
  });
}
