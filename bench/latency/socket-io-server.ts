import { createServer } from 'node:http';
import { createAdapter } from '@socket.io/redis-adapter';
import { createClient } from 'redis';
import { Server } from 'socket.io';

// One of several servers that share a Redis: presence with Socket.IO, as a developer would build it. A user is online while the set of
// their connections is not empty. The server sends its port to the process that started it.

const [redisPort] = process.argv.slice(2);
const redis = createClient({ socket: { host: '127.0.0.1', port: Number(redisPort) } });
const subscriber = redis.duplicate();
await Promise.all([redis.connect(), subscriber.connect()]);

const http = createServer();
const io = new Server(http, { transports: ['websocket'], adapter: createAdapter(redis, subscriber) });

io.on('connection', (socket) => {
  const uid: unknown = socket.handshake.auth.uid;
  if (typeof uid !== 'string') return;
  const connections = `connections:${uid}`;
  const arrives = redis
    .multi()
    .sAdd(connections, socket.id)
    .sCard(connections)
    .exec()
    .then(([, count]) => {
      if (Number(count) === 1) io.emit('presence', uid, 'online');
    });
  socket.on('disconnect', () => {
    void arrives
      .then(() => redis.multi().sRem(connections, socket.id).sCard(connections).exec())
      .then(([, count]) => {
        if (Number(count) === 0) io.emit('presence', uid, 'offline');
      });
  });
});

http.listen(0, '127.0.0.1', () => {
  const address = http.address();
  process.send?.(typeof address === 'object' ? address?.port : undefined);
});
process.once('disconnect', () => process.exit());
