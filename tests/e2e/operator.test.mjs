// What an operator does with a running service: exports, changes a script, looks at a conversation, stops it.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { join } from 'node:path';
import { test } from 'node:test';
import { at_end, end_process, until } from './support/basics.mjs';
import { Gateway } from './support/gateway.mjs';
import { Service, run } from './support/service.mjs';

const phone = '+358401112233';

/// A service with two residents who have answered: 9, and 3 with a comment that a spreadsheet would take for a formula.
async function answered(t) {
  const gateway = await Gateway.start(t);
  const service = await (await Service.create(t)).configure(gateway).start();
  for (const [number, words] of [[phone, ['9', 'Hoitaja kuunteli']], ['+358405556677', ['3', '=1+1, "niin"']]]) {
    const { body } = await service.api.invite({ key: `visit-${number}`, address: `tel:${number}` });
    await until(() => gateway.texts(number).length === 1, 'the first question');
    for (const [at, text] of words.entries()) {
      assert.equal(await service.receive({ id: `${number}-${at}`, from: number, text }), 200);
      await until(() => gateway.texts(number).length === at + 2, `the answer to ${text}`);
    }
    assert.ok(body.resident);
  }
  return { service, gateway };
}

test('export writes what the API gives, filtered, and as CSV that a spreadsheet reads', async (t) => {
  const { service } = await answered(t);
  const all = await service.api.answers();
  assert.ok(all.length >= 4);
  const words = ['export', '--config', service.config_file];
  const beside = await run(words);  // the service is running
  assert.equal(beside.code, 0, beside.err);
  assert.deepEqual(beside.out.trim().split('\n').map((line) => JSON.parse(line)), all);
  await service.stop();

  const nps = await run([...words, '--script', 'post-visit', '--question', 'nps']);
  assert.deepEqual(nps.out.trim().split('\n').map((line) => JSON.parse(line).value), [9, 3]);
  const csv = await run([...words, '--question', 'why', '--script', 'post-visit', '--csv']);
  const [head, first, second] = csv.out.split('\r\n');
  assert.match(head, /^answer,replaces,conversation,resident,script,version,question,value,/);
  assert.match(first, /,why,Hoitaja kuunteli,/);
  assert.match(second, /,why,"'=1\+1, ""niin""",/);
  const tomorrow = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
  assert.equal((await run([...words, '--since', tomorrow])).out, '');
  assert.equal((await run([...words, '--until', tomorrow])).out, beside.out);
});

test('export tells what is wrong with its wishes', async (t) => {
  const nowhere = { send_url: 'http://127.0.0.1:1/', username: 'u', password: 'p' };
  const service = (await Service.create(t)).configure(nowhere);
  for (const [words, told] of [
    [[], /--config/],
    [['--config', join(service.folder, 'nosuch.yaml')], /nosuch\.yaml/],
    [['--config', service.config_file, '--since', 'yesterday'], /--since must be a date/],
    [['--config', service.config_file], /kuulolla\.db/],  // nothing has been stored yet
  ]) {
    const { code, err } = await run(['export', ...words]);
    assert.equal(code, 2, words.join(' '));
    assert.match(err, told);
  }
});

const library = (question) => `script: library
title: Kirjasto
languages: [fi]
stream: feedback
basis: public-task
keywords: {fi: [kirjasto]}
dialog:
- ask: hours
  type: scale
  min: 1
  max: 5
  text: ${question}
  complete: true
- end: Kiitos!
`;

test('a changed script goes live on SIGHUP, a broken one does not, who has begun goes on with the old', async (t) => {
  const gateway = await Gateway.start(t);
  const service = await Service.create(t);
  const folder = join(service.folder, 'scripts');
  mkdirSync(folder);
  const write = (question) => writeFileSync(join(folder, 'library.yaml'), library(question));
  write('Sopivatko ajat? 1-5');
  await service.configure(gateway, `scripts: [${folder}]`).start();
  const ask = async (number) => {
    assert.equal(await service.receive({ id: `k-${number}`, from: number, text: 'kirjasto' }), 200);
    await until(() => gateway.texts(number).length > 0, 'the question');
    return gateway.texts(number)[0];
  };
  assert.match(await ask('+358400000001'), /^Sopivatko ajat/);

  write('Miten ajat sopivat? 1-5');
  service.child.kill('SIGHUP');
  const published = () => service.log().split('script.published script=library').length - 1;
  await until(() => published() === 2, () => service.log());
  assert.match(await ask('+358400000002'), /^Miten ajat sopivat/);

  write('Auki {nosuch}? 1-5');
  service.child.kill('SIGHUP');
  await until(() => /script\.faulty.*nosuch/.test(service.log()), () => service.log());
  assert.match(await ask('+358400000003'), /^Miten ajat sopivat/);

  for (const nth of [1, 2]) {
    assert.equal(await service.receive({ id: `a-${nth}`, from: `+35840000000${nth}`, text: '4' }), 200);
  }
  const answers = await service.api.answers('library');
  assert.equal(answers.length, 2);
  assert.notEqual(answers[0].version, answers[1].version);
});

test('the API shows what became of each message of a conversation', async (t) => {
  const { service } = await answered(t);
  const [{ conversation }] = await service.api.answers();
  const response = await service.api.request(`/api/v1/messages?conversation=${conversation}`);
  assert.equal(response.status, 200);
  const { messages } = await response.json();
  assert.deepEqual(messages.map(({ state }) => state), Array(messages.length).fill('accepted'));
  assert.ok(messages.length >= 3);
  assert.equal((await fetch(`${service.base}/api/v1/messages?conversation=${conversation}`)).status, 401);
});

/// A gateway that takes its time: `held` requests wait until they are let go.
async function slow_gateway(t) {
  const held = [];
  const server = createServer((request, response) => held.push({ url: request.url, response }));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  at_end(t, () => { server.closeAllConnections(); server.close(); });
  const answer = ({ response }) => response.writeHead(202).end('0: Accepted for delivery');
  return { held, answer, send_url: `http://127.0.0.1:${server.address().port}/`, username: 'u', password: 'p' };
}

test('SIGTERM lets what is under way come to its end: a send, a webhook, a feed; nothing is sent again', async (t) => {
  const gateway = await slow_gateway(t);
  const service = await Service.create(t);
  await service.configure(gateway).start();
  await service.api.invite({ key: 'visit-1', address: `tel:${phone}` });
  await until(() => gateway.held.length === 1, 'the send is under way');
  const exited = once(service.child, 'exit');
  service.child.kill('SIGTERM');
  await until(() => service.log().includes('service.stopping'), 'it is stopping');
  await until(() => fetch(service.base + '/readyz').then(() => false, () => true), 'no more is accepted');
  gateway.answer(gateway.held[0]);
  assert.deepEqual(await exited, [0, null], service.log());
  assert.match(service.log(), /service\.stopped/);
  assert.doesNotMatch(service.log(), /tasks_left|watchdog/);

  await service.start();
  assert.equal(await service.receive({ id: 'a', from: phone, text: '9' }), 200);
  await until(() => gateway.held.length === 2, 'the next question');
  gateway.answer(gateway.held[1]);
  assert.ok(!decodeURIComponent(gateway.held[1].url).includes('suosittelisit'), 'the first question was sent once');
  assert.equal(await service.api.metric('kuulolla_outbox_sent_total') <= 1, true);
});

test('a send that never ends is given up after 20 s, and is uncertain afterwards', async (t) => {
  const gateway = await slow_gateway(t);
  const service = await Service.create(t);
  await service.configure(gateway).start();
  const { body } = await service.api.invite({ key: 'visit-1', address: `tel:${phone}` });
  assert.ok(body.invitation);
  await until(() => gateway.held.length === 1, 'the send is under way');
  assert.equal(await end_process(service.child, 'SIGTERM', 60), 0, service.log());
  await service.start();
  assert.equal(await service.receive({ id: 'a', from: phone, text: '9' }), 200);  // it had arrived, after all
  const [{ conversation }] = await service.api.answers();
  const { messages } = await (await service.api.request(`/api/v1/messages?conversation=${conversation}`)).json();
  assert.equal(messages[0].uncertain, true);
});
