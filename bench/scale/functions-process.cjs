const { createRequire } = require('node:module');
const { createServer } = require('node:http');
const { text } = require('node:stream/consumers');

// A worker of the platform: loads the built functions, and runs the events and the tasks that it receives. Plain JavaScript, as deployed.
// It reports its port first. The database needs that port, and the functions need the address of the database when they are loaded.

const [program] = process.argv.slice(2);
let functions = null;

/** How many runs one instance handles at once, as deployed without the option `concurrency`. */
const CONCURRENCY = 80;

const waiting = [];
let running = 0;
let failed = 0;

/** Answers at once. The platform delivers an event that failed again, here at most five times. */
function receive(run) {
  waiting.push({ run, tries: 5 });
  next();
}

function next() {
  while (running < CONCURRENCY && waiting.length > 0) void start(waiting.shift());
}

async function start({ run, tries }) {
  running++;
  try {
    await run();
  } catch (error) {
    failed++;
    process.stderr.write(`A function failed: ${error}\n`);
    if (tries > 1) waiting.push({ run, tries: tries - 1 });
  }
  running--;
  next();
}

const server = createServer(async (request, response) => {
  const body = await text(request);
  if (request.url === '/tick') {
    // Cloud Tasks waits for the end of a run.
    const end = functions.presenceTick.run({ data: JSON.parse(body) });
    await end.then(
      () => response.end(),
      (error) => {
        process.stderr.write(`A tick failed: ${error}\n`);
        response.writeHead(500).end();
      },
    );
    return;
  }
  if (request.url === '/load') {
    const { user, system } = process.cpuUsage();
    response.end(JSON.stringify({ waiting: waiting.length, running, failed, cpuMs: (user + system) / 1000 }));
    return;
  }
  response.end();
  receive(() => functions.onUserStatusChanged(JSON.parse(body)));
});
server.listen(0, '127.0.0.1', () => process.send(server.address().port));
process.once('message', (environment) => {
  Object.assign(process.env, environment);
  functions = createRequire(__filename)(program);
  process.send('loaded');
});
process.once('disconnect', () => process.exit());
