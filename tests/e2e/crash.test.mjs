// kill -9 at random moments under a stream of webhooks: what was acknowledged is there, once; nothing is asked twice.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { until } from './support/basics.mjs';
import { Gateway } from './support/gateway.mjs';
import { Residents } from './support/residents.mjs';
import { Service } from './support/service.mjs';

const kills = Number(process.env.KUULOLLA_KILLS ?? 20);

/// One column of what the store holds.
function stored(service, query) {
  return execFileSync('sqlite3', [service.store_file, query]).toString().split('\n').filter(Boolean);
}

test(`after ${kills} times kill -9 no answer is lost or doubled, and no question asked twice`, async (t) => {
  const service = await Service.create(t);
  const gateway = await Gateway.start(t);
  gateway.reports = true;
  await service.configure(gateway).start();
  const residents = new Residents(t, service);
  residents.start(16);

  for (let kill = 0; kill < kills; kill += 1) {
    const before = residents.acknowledged;
    await pause(30 + Math.random() * 400);  // the moment is the point of the test
    await service.kill();
    await service.start();
    t.diagnostic(`kill ${kill + 1}: ${residents.acknowledged - before} answers since the last`);
  }
  await residents.stop();

  residents.check(await service.api.answers());
  assert.ok(residents.acknowledged > kills, 'there was a stream of answers');
  if (kills >= 100) {  // what was being sent at a kill waits for its claim to run out, and then for a report: minutes
    const waiting = () => service.api.metric('kuulolla_messages', 'state="queued"');
    const sending = () => service.api.metric('kuulolla_messages', 'state="sending"');
    await until(async () => await waiting() + await sending() === 0, 'every message is sent in the end', 300);
  }
  await service.stop();
  const forgotten = 'select public_id from messages where state = 1 and claimed_until is null';
  assert.deepEqual(stored(service, forgotten), [], 'messages that nobody will ever send');
  const marked = new Set(stored(service, 'select public_id from messages where uncertain'));
  const times = new Map();
  for (const { id } of gateway.sent) times.set(id, (times.get(id) ?? 0) + 1);
  const twice = [...times].filter(([id, count]) => count > 1 && !marked.has(id));
  assert.deepEqual(twice, [], 'sent twice without being marked');
  const asked = gateway.sent.filter(({ id }) => !marked.has(id)).map(({ to, text }) => `${to} ${text}`);
  assert.equal(new Set(asked).size, asked.length, 'no one got the same question in two messages');
  t.diagnostic(`${residents.acknowledged} answers, ${gateway.sent.length} messages, ${marked.size} marked uncertain`);
});
