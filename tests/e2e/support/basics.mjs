// Waiting for what one waits for, and what a test must give back: ports, folders, processes.
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/// Asks `condition` until it is true (or returns something), and returns that. Fails with `what` after `seconds`.
/// `what` may be a function, asked at the end: what was seen instead.
export async function until(condition, what, seconds = 10) {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const found = await condition();
    if (found) return found;
    if (Date.now() > deadline) {
      throw new Error(`not within ${seconds} s: ${typeof what === 'function' ? what() : what}`);
    }
    await pause(10);
  }
}

/// A loopback port that nobody listens on, below those the system gives to outgoing connections.
export async function free_port() {
  for (;;) {
    const port = 10_000 + Math.floor(Math.random() * 22_000);
    const server = createServer();
    server.listen(port, '127.0.0.1');
    const is_free = await Promise.race([
      once(server, 'listening').then(() => true),
      once(server, 'error').then(() => false),
    ]).catch(() => false);
    if (!is_free) continue;
    await new Promise((done) => server.close(done));
    return port;
  }
}

const endings = new WeakMap();

/// Does `action` when the test is over: last come, first done, so that what is used goes after what uses it.
export function at_end(t, action) {
  if (!endings.has(t)) {
    const actions = [];
    endings.set(t, actions);
    t.after(async () => {
      const faults = [];
      while (actions.length > 0) await Promise.resolve().then(actions.pop()).catch((fault) => faults.push(fault));
      if (faults.length > 0) throw faults[0];
    });
  }
  endings.get(t).push(action);
}

/// A folder that is gone when the test is over.
export function scratch_folder(t, name) {
  const folder = mkdtempSync(join(tmpdir(), `kuulolla-${name}-`));
  at_end(t, () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export const is_running = (child) => child.exitCode === null && child.signalCode === null;

/// Ends a child process with `signal` and waits for it; kills it when that takes longer than `seconds`.
/// Returns its exit code, null where a signal ended it.
export async function end_process(child, signal = 'SIGTERM', seconds = 30) {
  if (is_running(child)) {
    const exited = once(child, 'exit');
    child.kill(signal);
    const patience = setTimeout(() => child.kill('SIGKILL'), seconds * 1000);
    await exited;
    clearTimeout(patience);
  }
  return child.exitCode;
}
