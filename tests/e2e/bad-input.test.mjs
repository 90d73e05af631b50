// What is wrong gets a clear answer, and the service goes on.
import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { execFileSync, spawn } from 'node:child_process';
import { createServer, connect } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { test } from 'node:test';
import { scratch_folder, until } from './support/basics.mjs';
import { Gateway } from './support/gateway.mjs';
import { run, Service } from './support/service.mjs';

async function serving(t) {
  const service = await Service.create(t);
  const gateway = await Gateway.start(t);
  await service.configure(gateway).start();
  return { service, gateway };
}

/// Writes bytes to the service as they are; returns all it answers until it closes, or `seconds` are over.
async function raw(service, ...chunks) {
  const socket = connect(service.port, '127.0.0.1');
  let answer = '';
  socket.on('data', (data) => { answer += data; });
  socket.on('error', () => {});  // it may close while we still write
  await once(socket, 'connect');
  for (const chunk of chunks) socket.write(chunk);
  await until(() => socket.closed, () => `the connection is closed; it answered ${answer.slice(0, 200)}`, 15)
    .finally(() => socket.destroy());
  return answer;
}

const status_of = (answer) => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]);

/// The service still does what it is for.
async function works(service, gateway) {
  const number = `+35840${Math.floor(1_000_000 + Math.random() * 8_000_000)}`;
  const { status } = await service.api.invite({ key: number, address: `tel:${number}` });
  assert.equal(status, 202);
  await until(() => gateway.texts(number).length === 1, 'the invitation is sent');
}

test('webhooks that are not what they should be are refused, and the service goes on', async (t) => {
  const { service, gateway } = await serving(t);
  const hook = (query, options) => fetch(`${service.base}/hooks/${query}`, options).then((answer) => answer.status);
  const good = 'sms?k=hook-secret&id=1&from=%2B358401112233&to=18123&text=hei&coding=0&charset=UTF-8';

  assert.equal(await service.receive({ id: '1', from: '+358401112233', text: 'hei', secret: 'wrong' }), 403);
  assert.equal(await service.receive({ id: '1', from: '+358401112233', text: 'hei', secret: '' }), 403);
  assert.equal(await hook(good.replace('k=hook-secret&', '')), 403);
  assert.equal(await hook('nosuch?k=hook-secret'), 404);
  assert.equal(await hook(good, { method: 'DELETE' }), 405);
  assert.ok([400, 415].includes(await hook(good, {
    method: 'POST', body: '{"text":"hei"}', headers: { 'content-type': 'application/json' },
  })));
  assert.equal(gateway.sent.length, 0);
  assert.deepEqual(await service.api.answers('feedback'), []);
  await works(service, gateway);
});

test('a text that is not UTF-8 is read as well as can be and harms nothing', async (t) => {
  const { service, gateway } = await serving(t);
  const broken = '/hooks/sms?k=hook-secret&id=8&from=%2B358401112233&to=18123&text=hei%FF%C3%28%ED%A0%80%00x&coding=0';
  const answer = await raw(service, `GET ${broken} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
  assert.ok([200, 400].includes(status_of(answer)), answer);
  await works(service, gateway);
  const answers = await service.api.request('/api/v1/answers?script=feedback');
  new TextDecoder('utf-8', { fatal: true }).decode(await answers.arrayBuffer());
});

test('a reply of 10 000 characters is answered', async (t) => {
  const { service, gateway } = await serving(t);
  const number = '+358401112233';
  assert.equal(await service.receive({ id: 'long', from: number, text: 'pitkä '.repeat(1667) }), 200);
  await until(() => gateway.texts(number).length > 0, 'an answer to it');
});

test('over a limit the answer is 413 or 431, and the connection is closed', async (t) => {
  const { service, gateway } = await serving(t);
  const head = (target, ...lines) => [`POST ${target} HTTP/1.1`, 'Host: x', ...lines, '', ''].join('\r\n');
  const mib = 1 << 20;

  const declared = await raw(service, head('/hooks/sms?k=hook-secret', `Content-Length: ${mib + 1}`));
  assert.equal(status_of(declared), 413);
  const chunked = await raw(service, head('/hooks/sms?k=hook-secret', 'Transfer-Encoding: chunked'),
    `${(2 * mib).toString(16)}\r\n`, Buffer.alloc(2 * mib, 'x'));
  assert.equal(status_of(chunked), 413);

  const wide = (size) => `X-Wide: ${'x'.repeat(size)}`;
  assert.equal(status_of(await raw(service, head('/api/v1/answers', wide(9 * 1024)))), 431);
  assert.equal(status_of(await raw(service, head('/hooks/sms', wide(129 * 1024)))), 431);
  // Kannel sends the text in the request line: 64 KiB of it are fine there.
  const long = `/hooks/sms?k=hook-secret&id=w&from=%2B358401112233&to=18123&coding=0&text=${'%C3%A4'.repeat(10_000)}`;
  assert.equal(status_of(await raw(service, `GET ${long} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)), 200);
  await works(service, gateway);
});

test('what is no HTTP is answered 400 and closed', async (t) => {
  const { service, gateway } = await serving(t);
  assert.equal(status_of(await raw(service, '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 hello\r\n\r\n')), 400);
  await works(service, gateway);
});

test('a request sent a byte a second is cut off at 10 s, and meanwhile others are served', async (t) => {
  const { service, gateway } = await serving(t);
  const request = 'GET /hooks/sms?k=hook-secret&id=1 HTTP/1.1\r\nHost: x\r\n\r\n';
  const socket = connect(service.port, '127.0.0.1').on('error', () => {});
  socket.resume();
  await once(socket, 'connect');
  const began = Date.now();
  let sent = 0;
  const drip = setInterval(() => socket.writable && socket.write(request[sent++]), 1000);
  t.after(() => { clearInterval(drip); socket.destroy(); });
  await works(service, gateway);
  await until(() => socket.closed, 'it is cut off', 15);
  const seconds = (Date.now() - began) / 1000;
  assert.ok(seconds > 8 && seconds < 13, `${seconds} s`);
});

test('the API tells what is wrong with an invitation, and where', async (t) => {
  const { service, gateway } = await serving(t);
  const post = async (body, headers = {}) => {
    const options = { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } };
    const answer = await service.api.request('/api/v1/invitations', options);
    return { status: answer.status, text: await answer.text() };
  };
  const address = 'tel:+358401112233';

  assert.equal((await post('{', {})).status, 400);
  assert.equal((await post('[]'.padStart(100_000, '[').padEnd(200_000, ']'))).status, 400);
  assert.equal((await post('{}', { authorization: 'Bearer wrong' })).status, 401);
  const unknown_script = await service.api.invite({ key: 'a', script: 'nosuch', address });
  assert.equal(unknown_script.status, 422);
  assert.equal(unknown_script.body.errors[0].at, 'script');
  const faults = await service.api.invite({ key: 'a', address: 'tel:abc', given: { unit: 'Tays', visited: 'eilen' } });
  assert.equal(faults.status, 422);
  assert.deepEqual(faults.body.errors.map(({ at }) => at).sort(), ['address', 'given.visited']);

  const first = await service.api.invite({ key: 'same', address });
  const again = await service.api.invite({ key: 'same', address });
  assert.deepEqual([first.status, again.status], [202, 200]);
  assert.deepEqual(again.body, first.body);
  const other = await service.api.invite({ key: 'same', address, language: 'sv' });
  assert.equal(other.status, 409);
  assert.match(JSON.stringify(other.body), /language/);
  await works(service, gateway);
  assert.equal(gateway.texts('+358401112233').length, 1);
});

test('a port that is taken is told, and the exit code is 2', async (t) => {
  const service = await Service.create(t);
  const gateway = await Gateway.start(t);
  const other = createServer().listen(service.port, '127.0.0.1');
  await once(other, 'listening');
  t.after(() => other.close());
  service.configure(gateway);
  const { code, err } = await run(['serve', '--config', service.config_file]);
  assert.equal(code, 2, err);
  assert.match(err, new RegExp(String(service.port)));
  assert.match(err, /in use|taken/);
});

test('a configuration with three errors tells all three, with their lines', async (t) => {
  const file = join(scratch_folder(t, 'config'), 'kuulolla.yaml');
  writeFileSync(file, `listen: 127.0.0.1:99999
public_url: http://example.fi
vault_kee: abc
`);
  const { code, err } = await run(['serve', '--config', file]);
  assert.equal(code, 2, err);
  for (const line of [1, 2, 3]) assert.match(err, new RegExp(`kuulolla\\.yaml:${line}:`), err);
  assert.match(err, /did you mean .?vault_key/);
});

test('a missing configuration and an unknown command are wrong use: exit code 2', async (t) => {
  const nowhere = join(scratch_folder(t, 'config'), 'none.yaml');
  const missing = await run(['serve', '--config', nowhere]);
  assert.equal(missing.code, 2);
  assert.match(missing.err, /none\.yaml/);
  assert.equal((await run(['sreve'])).code, 2);
});

/// Stops a service that has a store, and returns it.
async function with_store(t) {
  const { service, gateway } = await serving(t);
  await works(service, gateway);
  await service.stop();
  return service;
}

test('a store written by a newer version is refused and left as it is', async (t) => {
  const service = await with_store(t);
  execFileSync('sqlite3', [service.store_file, 'pragma user_version = 9999']);
  const before = readFileSync(service.store_file);
  const { code, err } = await run(['serve', '--config', service.config_file]);
  assert.equal(code, 2, err);
  assert.match(err, /newer/);
  assert.deepEqual(readFileSync(service.store_file), before);
});

test('a file that is no store is refused and left as it is', async (t) => {
  const service = await with_store(t);
  const words = 'these are not the pages of a database\n'.repeat(300);
  for (const ending of ['-wal', '-shm']) rmSync(service.store_file + ending, { force: true });
  writeFileSync(service.store_file, words);
  const { code, err } = await run(['serve', '--config', service.config_file]);
  assert.equal(code, 2, err);
  assert.match(err, /kuulolla\.db/);
  assert.equal(readFileSync(service.store_file, 'utf8'), words);
});

test('a store with another vault key is refused: its addresses could not be read', async (t) => {
  const service = await with_store(t);
  const config = readFileSync(service.config_file, 'utf8');
  writeFileSync(service.config_file, config.replace(service.vault_key, Buffer.alloc(32, 7).toString('base64')));
  const { code, err } = await run(['serve', '--config', service.config_file]);
  assert.equal(code, 2, err);
  assert.match(err, /vault_key/);
});

test('a store that another program holds makes the service answer 503, until it lets go', async (t) => {
  const { service, gateway } = await serving(t);
  const [holder, release] = hold_store(service);
  t.after(release);
  await once(holder.stdout, 'data');
  const nine = { id: 'held', from: '+358401112233', text: 'palaute' };
  assert.equal(await service.receive(nine), 503);
  release();
  await until(async () => await service.receive(nine) === 200, 'it takes webhooks again');
  await until(() => gateway.texts(nine.from).length > 0, 'the answer');
});

/// sqlite3 with the write lock of the service's store: [its process, a function that ends it].
function hold_store(service) {
  const holder = spawn('sqlite3', [service.store_file], { stdio: ['pipe', 'pipe', 'inherit'] });
  holder.stdin.write("begin immediate; select 'held';\n");
  return [holder, () => holder.kill('SIGKILL')];
}
