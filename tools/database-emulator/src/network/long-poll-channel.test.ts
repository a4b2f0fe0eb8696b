import { expect, test, vi } from 'vitest';
import { LongPollChannel } from './long-poll-channel.ts';

const NOTHING = new URLSearchParams();
const ignore = () => undefined;

function poll(channel: LongPollChannel) {
  const poll = { answer: vi.fn<(script: string) => void>() };
  channel.poll(poll, NOTHING, ignore);
  return poll.answer;
}

test('the first answer contains how to poll, and the greeting', () => {
  const channel = new LongPollChannel('7');
  const answer = vi.fn();
  channel.start({ answer }, { hello: true });
  expect(answer).toHaveBeenCalledExactlyOnceWith(
    `window.parent.pLPCommand7("start","${channel.id}","${channel.password}");window.parent.pRTLPCB7(0,[{"hello":true}]);`,
  );
});

test('a request is held until there is a message, and messages of one turn are sent together', async () => {
  const channel = new LongPollChannel('1');
  const answer = poll(channel);
  expect(answer).not.toHaveBeenCalled();
  channel.send({ n: 1 });
  channel.send({ n: 2 });
  await expect.poll(() => answer).toHaveBeenCalledExactlyOnceWith('window.parent.pRTLPCB1(0,[{"n":1},{"n":2}]);');
});

test('a new request ends the held one empty, and later messages wait for the next request', () => {
  const channel = new LongPollChannel('1');
  const first = poll(channel);
  const second = poll(channel);
  expect(first).toHaveBeenCalledExactlyOnceWith('');
  channel.releaseHeld();
  expect(second).toHaveBeenCalledExactlyOnceWith('');
  channel.send({ n: 1 });
  expect(poll(channel)).toHaveBeenCalledExactlyOnceWith('window.parent.pRTLPCB1(0,[{"n":1}]);');
});

test('data cannot end the script that carries it, and the callback can only be a number', () => {
  const channel = new LongPollChannel('1);alert(1');
  channel.send({ text: '</script>\u2028' });
  expect(poll(channel)).toHaveBeenCalledExactlyOnceWith(
    'window.parent.pRTLPCB11(0,[{"text":"\\u003c/script>\\u2028"}]);',
  );
});

test('the last answer before the move to a WebSocket ends the polling', () => {
  const channel = new LongPollChannel('1');
  const answer = poll(channel);
  channel.handOver();
  expect(answer).toHaveBeenCalledExactlyOnceWith(
    'window.parent.pRTLPCB1(0,[{"t":"c","d":{"t":"n","d":{}}}]);window.parent.pLPCommand1("close",0);',
  );
});

test('a silent channel neither answers nor reads, and does both after the silence', () => {
  const channel = new LongPollChannel('1');
  channel.fallSilent();
  const answer = poll(channel);
  channel.send({ n: 1 });
  channel.releaseHeld();
  expect(answer).not.toHaveBeenCalled();
  channel.endSilence();
  expect(answer).toHaveBeenCalledExactlyOnceWith('window.parent.pRTLPCB1(0,[{"n":1}]);');
});
