import { createServer } from 'node:http';
import { parseArgs } from 'node:util';
import { type Address, openFaultProxy } from './fault-proxy.ts';

// Runs a fault proxy as a program that is controlled by HTTP.

const USAGE = `Usage: fault-proxy --listen <host:port> --to <host:port> --control <host:port>

  POST /silence on the control address: sockets stay open and nothing gets through
  POST /strand: existing sockets carry nothing any more, new ones work
  POST /cut: sockets are reset, new ones are refused
  POST /heal: waiting data is forwarded, new sockets work`;

const VERBS = ['silence', 'strand', 'cut', 'heal'] as const;

const { values } = parseArgs({
  options: { listen: { type: 'string' }, to: { type: 'string' }, control: { type: 'string' } },
});
const [listen, to, control] = [values.listen, values.to, values.control].map(readAddress);

if (!listen || !to || !control) {
  console.error(USAGE);
  process.exitCode = 1;
} else {
  await run(to, listen, control);
}

async function run(target: Address, listen: Address, control: Address): Promise<void> {
  const proxy = await openFaultProxy(target, listen);
  const server = createServer((request, response) => {
    const verb = VERBS.find((known) => request.method === 'POST' && request.url === `/${known}`);
    if (verb) proxy[verb]();
    response.writeHead(verb ? 200 : 404).end(verb ? `${verb}\n` : `${USAGE}\n`);
  });
  server.listen(control.port, control.host);
  console.log(`${proxy.host}:${proxy.port} forwards to ${target.host}:${target.port}`);
}

function readAddress(text: string | undefined): Address | null {
  const [, host, port] = /^(.+):(\d+)$/.exec(text ?? '') ?? [];
  return host === undefined ? null : { host, port: Number(port) };
}
