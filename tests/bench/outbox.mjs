// How fast the outbox drives messages to a provider that answers after 20 ms, and how long a reply takes while they
// wait; beside curl, which does nothing else.   node tests/bench/outbox.mjs BUILD_DIR [MESSAGES]
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const build = resolve(process.argv[2] ?? 'build/release');
const count = Number(process.argv[3] ?? 100_000);
const latency_ms = 20;
const open_requests = 64;
const folder = mkdtempSync(join(tmpdir(), 'kuulolla-outbox-'));
const port = 20_000 + Math.floor(Math.random() * 20_000);
const base = `http://127.0.0.1:${port}`;

/// The provider: takes everything, and notes when.
const taken = [];
const replies = new Map();  // number → when its reply came
const provider = createServer((request, response) => {
  const to = new URL(request.url, base).searchParams.get('to') ?? '';
  taken.push(performance.now());
  if (to.startsWith('+35850')) replies.set(to, performance.now());
  setTimeout(() => response.writeHead(202).end('0: Accepted for delivery'), latency_ms);
});
provider.keepAliveTimeout = 60_000;
provider.listen(0, '127.0.0.1');
await once(provider, 'listening');
const provider_url = `http://127.0.0.1:${provider.address().port}/sendsms`;

async function serve(segments_per_second) {
  const file = join(folder, 'kuulolla.yaml');
  writeFileSync(file, `listen: 127.0.0.1:${port}
public_url: ${base}
store: sqlite:${join(folder, 'store.db')}
vault_key: ${Buffer.alloc(32, 'k').toString('base64')}
log_level: warning
channels:
  - {name: sms, adapter: kannel, send_url: "${provider_url}", username: u, password: pass, secret: hook-secret,
     sender: "18123", open_requests: ${open_requests}, segments_per_second: ${segments_per_second}}
api_tokens:
  - {name: bench, token: bench-token}
`);
  const words = ['serve', '--config', file];
  const child = spawn(join(build, 'bot/kuulolla'), words, { stdio: ['ignore', 'inherit', 'inherit'] });
  while (!(await fetch(`${base}/readyz`).then((response) => response.ok, () => false))) await pause(20);
  return child;
}

async function stop(child) {
  child.kill('SIGTERM');
  await once(child, 'exit');
}

async function invite(first, last, width) {
  let next = first;
  const worker = async () => {
    for (let index = next++; index < last; index = next++) {
      const body = JSON.stringify({ key: `k${index}`, script: 'post-visit', channel: 'sms', language: 'fi',
                                    address: `tel:+35840${1_000_000 + index}`,
                                    given: { unit: 'Tays', visited: '2026-11-20' } });
      const headers = { authorization: 'Bearer bench-token', 'content-type': 'application/json' };
      const response = await fetch(`${base}/api/v1/invitations`, { method: 'POST', headers, body });
      await response.arrayBuffer();
      if (response.status !== 202) index -= 1;
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
}

/// Strangers ask for help, ten a second, while there is something to send: how long until the provider has the reply.
async function measure_replies(is_over) {
  const asked = new Map();
  for (let index = 0; !is_over(); index += 1) {
    const number = `+35850${1_000_000 + index}`;
    asked.set(number, performance.now());
    const query = new URLSearchParams({ k: 'hook-secret', id: `r${index}`, from: number, to: '18123', text: 'APUA',
                                        ts: Math.floor(Date.now() / 1000), coding: 0, charset: 'UTF-8' });
    await fetch(`${base}/hooks/sms?${query}`).then((response) => response.arrayBuffer());
    await pause(100);
  }
  const waits = [...asked].flatMap(([number, at]) => (replies.has(number) ? [replies.get(number) - at] : []));
  return waits.sort((a, b) => a - b);
}

const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;

async function floor(requests) {
  taken.length = 0;
  const curl = spawn('curl', ['-s', '-o', '/dev/null', '-Z', '--parallel-max', String(open_requests),
                              `${provider_url}?to=x&n=[1-${requests}]`], { stdio: 'ignore' });
  await once(curl, 'exit');
  return taken.length / ((taken.at(-1) - taken[0]) / 1000);
}

try {
  let child = await serve(1);
  await invite(0, count, 64);
  await stop(child);
  taken.length = 0;
  child = await serve(0);
  const is_over = () => taken.length >= count * 0.9;
  const waits = await measure_replies(is_over);
  const rate = taken.length / ((taken.at(-1) - taken[0]) / 1000);
  await stop(child);
  const bare = await floor(Math.min(count, 20_000));
  console.log(JSON.stringify({ messages: count, per_second: Math.round(rate), floor_per_second: Math.round(bare),
                               ratio: Number((rate / bare).toFixed(2)), replies: waits.length,
                               reply_p50_ms: Math.round(at(waits, 0.5)), reply_p99_ms: Math.round(at(waits, 0.99)) }));
} finally {
  provider.closeAllConnections();
  provider.close();
  rmSync(folder, { recursive: true, force: true });
}
