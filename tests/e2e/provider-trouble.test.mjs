// A provider that is down, busy, resets connections, or says 200 and means no: every message arrives, once.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { until } from './support/basics.mjs';
import { Gateway } from './support/gateway.mjs';
import { Service, run } from './support/service.mjs';

const accepted = [202, '0: Accepted for delivery'];
const number = (index) => `+35840${1_000_000 + index}`;

async function begin(t, change = (text) => text) {
  const gateway = await Gateway.start(t);
  const service = await Service.create(t);
  service.configure(gateway);
  writeFileSync(service.config_file, change(readFileSync(service.config_file, 'utf8'), gateway));
  await service.start();
  return { gateway, service };
}

async function invite(service, count, first = 0) {
  for (let index = first; index < first + count; index += 1) {
    const { status } = await service.api.invite({ key: `visit-${index}`, address: `tel:${number(index)}` });
    assert.equal(status, 202);
  }
}

const queued = (service) => service.api.metric('kuulolla_messages', 'state="queued"');
const taken = (service) => service.api.metric('kuulolla_messages', 'state="accepted"');

/// Everybody got one message, the same one.
function assert_once(gateway, count) {
  const numbers = gateway.sent.map(({ to }) => to).sort();
  assert.deepEqual(numbers, Array.from({ length: count }, (_, index) => number(index)).sort());
}

test('a gateway that was down gets everything once it is up, and is hardly asked meanwhile', async (t) => {
  const { gateway, service } = await begin(t);
  await gateway.down();
  await invite(service, 30);
  await until(() => service.log().includes('outbox.breaker_opened'), 'the breaker opens', 20);
  assert.equal(await service.api.metric('kuulolla_outbox_breaker', 'channel="sms"') > 0, true);
  assert.equal(await service.api.metric('kuulolla_outbox_waiting', 'channel="sms"'), 30);
  assert.ok(await service.api.metric('kuulolla_outbox_failed_total', 'kind="retry"') < 30, 'not everything is tried');
  await gateway.up();
  await until(async () => await taken(service) === 30, () => service.log(), 60);
  assert_once(gateway, 30);
  assert.match(service.log(), /outbox\.breaker_closed/);
  assert.equal(await service.api.metric('kuulolla_outbox_breaker', 'channel="sms"'), 0);
});

test('500s, resets and a wait that is asked for: every message arrives once, or is marked', async (t) => {
  const { gateway, service } = await begin(t);
  const tries = new Map();
  let throttled_at = 0;
  let came_again_at = 0;
  gateway.answer = ({ to }) => {
    const nth = (tries.get(to) ?? 0) + 1;
    tries.set(to, nth);
    const kind = Number(to.slice(-1)) % 4;
    if (to === number(3) && nth === 2) came_again_at = Date.now();
    if (nth > 1 || kind === 0) return accepted;
    if (kind === 1) return [500, 'trouble'];
    if (kind === 2) return undefined;
    if (to === number(3)) throttled_at = Date.now();
    return [429, 'slow down', { 'Retry-After': '3' }];
  };
  await invite(service, 12);
  // A reset may have come after the message was taken: such a one is uncertain, and waits longer than this test.
  const uncertain = () => service.api.metric('kuulolla_outbox_failed_total', 'kind="uncertain"');
  await until(async () => await taken(service) + await uncertain() === 12, () => service.log(), 60);
  assert.ok(came_again_at - throttled_at >= 3000, 'not before it was asked to');
  const times = new Map();
  for (const { to } of gateway.sent) times.set(to, (times.get(to) ?? 0) + 1);
  assert.deepEqual([...new Set(times.values())], [1]);
});

test('an answer of 200 with an error inside is an error, where the configuration says which is good', async (t) => {
  const { gateway, service } = await begin(t, (text, { send_url }) => text.replace(/ {2}- name: sms[^]*?(?=api_tokens)/,
    `  - name: sms
    adapter: http
    send: {method: GET, url: "${send_url}?to={to}&id={id}&text={text}"}
    answer: {must_match: "^Success"}
    inbound: {content: form, from: from, text: text, id: id}
    prove: {path: "inbound-secret"}
`));
  const tries = new Map();
  gateway.answer = ({ to }) => {
    tries.set(to, (tries.get(to) ?? 0) + 1);
    return to === number(1) ? [200, 'Error: no credit'] : [202, 'Success'];
  };
  await invite(service, 3);
  await until(async () => await taken(service) === 2, () => service.log());
  await until(async () => await service.api.metric('kuulolla_outbox_failed_total') >= 1, 'the third is not taken');
  assert.deepEqual(gateway.sent.map(({ to }) => to).sort(), [number(0), number(2)]);
  const log = await run(['channel', 'log', 'sms', '--config', service.config_file]);
  assert.equal(log.code, 0, log.err);
});

test('replies overtake invitations that wait', async (t) => {
  const { gateway, service } = await begin(t, (text) => text.replace('segments_per_second: 1000',
                                                                     'segments_per_second: 20'));
  await invite(service, 200);
  assert.ok(await queued(service) > 50, 'they wait');
  assert.equal(await service.receive({ id: 'a', from: '+358501234567', text: 'APUA' }), 200);
  const before = gateway.sent.length;
  await until(() => gateway.texts('+358501234567').length > 0, 'the reply', 10);
  const place = gateway.sent.findIndex(({ to }) => to === '+358501234567');
  assert.ok(place - before < 60, `the reply left ${place - before} messages later`);
  assert.ok(await queued(service) > 0, 'others still wait');
});

test('the log of a channel tells what was said, without numbers, texts and secrets', async (t) => {
  const { gateway, service } = await begin(t);
  await invite(service, 1);
  await until(() => gateway.sent.length === 1, 'it is sent');
  assert.equal(await service.receive({ id: 'a', from: number(0), text: 'kyllä 9' }), 200);
  assert.equal(await service.receive({ id: 'b', from: number(0), text: '9', secret: 'wrong' }), 403);
  const read = async () => (await (await service.api.request('/api/v1/channels/sms/log')).json()).exchanges;
  await until(async () => (await read()).length >= 3, 'it is stored', 15);
  const exchanges = await read();
  const words = JSON.stringify(exchanges);
  for (const secret of [number(0).slice(1), '1000000', gateway.password, service.secret, 'wrong', 'suosittelisit',
                        'kyll']) {
    assert.ok(!words.includes(secret), `${secret} in ${words}`);
  }
  const sent = exchanges.find(({ direction }) => direction === 'asked');
  assert.equal(sent.status, 202);
  assert.match(sent.request, /^GET http:\/\/127\.0\.0\.1:\d+\/cgi-bin\/sendsms\?/);
  assert.match(sent.answered, /Accepted for delivery/);
  assert.ok(exchanges.some(({ direction, status }) => direction === 'called' && status === 403));
  const printed = await run(['channel', 'log', 'sms', '--config', service.config_file, '--json']);
  assert.equal(printed.code, 0, printed.err);
  assert.ok(printed.out.trim().split('\n').length >= 3);
  assert.equal((await service.api.request('/api/v1/channels/nosuch/log')).status, 404);
  assert.equal((await fetch(`${service.base}/api/v1/channels/sms/log`)).status, 401);
});

test('kuulolla channel check sends a test message where that is asked for, and says what is wrong', async (t) => {
  const gateway = await Gateway.start(t);
  const service = await Service.create(t);
  service.configure(gateway);
  const check = (...words) => run(['channel', 'check', ...words, '--config', service.config_file]);
  const asked = await check('sms');
  assert.equal(asked.code, 0, asked.err);
  const sent = await check('sms', '--send', `tel:${number(0)}`);
  assert.equal(sent.code, 0, sent.out + sent.err);
  assert.equal(gateway.texts(number(0)).length, 1);
  gateway.answer = () => [403, 'Authorization failed for sendsms'];
  const refused = await check('sms', '--send', `tel:${number(0)}`);
  assert.equal(refused.code, 1);
  assert.match(refused.out, /Authorization failed/);
  assert.ok(!refused.out.includes(gateway.password));
  assert.equal((await check('nosuch')).code, 2);
  assert.equal((await check('sms', '--send', 'nobody')).code, 2);
});
