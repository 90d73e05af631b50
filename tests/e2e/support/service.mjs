// The program under test: `kuulolla serve` on a free port, with its own folder, started, stopped, killed and restarted.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync, openSync, closeSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import assert from 'node:assert/strict';
import { Api } from './api.mjs';
import { at_end, end_process, free_port, is_running, scratch_folder, until } from './basics.mjs';

/// The binary: ctest says which; by hand, that of the release tree.
export const kuulolla = process.env.KUULOLLA_BIN ??
  fileURLToPath(new URL('../../../build/release/bot/kuulolla', import.meta.url));

export class Service {
  secret = 'hook-secret';
  token = 'visits-token';
  program = [kuulolla];

  /// A service with a folder and a port, not running yet; its store may be in another folder.
  static async create(t, store_folder) {
    const service = new Service(scratch_folder(t, 'service'), await free_port(), store_folder);
    at_end(t, () => service.running && end_process(service.child, 'SIGKILL'));
    return service;
  }

  constructor(folder, port, store_folder = folder) {
    this.folder = folder;
    this.port = port;
    this.base = `http://127.0.0.1:${port}`;
    this.config_file = join(folder, 'kuulolla.yaml');
    this.log_file = join(folder, 'serve.log');
    this.store_file = join(store_folder, 'kuulolla.db');
    this.vault_key = randomBytes(32).toString('base64');
    this.api = new Api(this.base, this.token);
  }

  get running() { return this.child !== undefined && is_running(this.child); }

  get hook_base() { return `${this.base}/hooks/sms?k=${this.secret}`; }

  log() { return readFileSync(this.log_file, 'utf8'); }

  /// Writes the configuration; `gateway` is a Kannel or what stands in for one, `settings` are further lines of YAML,
  /// `channels` further channels.
  configure(gateway, settings = '', channels = '') {
    writeFileSync(this.config_file, `listen: 127.0.0.1:${this.port}
public_url: ${this.base}
store: sqlite:${this.store_file}
vault_key: ${this.vault_key}
timezone: Europe/Helsinki
default_language: fi
channels:
  - name: sms
    adapter: kannel
    send_url: ${gateway.send_url}
    username: ${gateway.username}
    password: ${gateway.password}
    secret: ${this.secret}
    sender: "18123"
    segments_per_second: 1000
${channels}api_tokens:
  - {name: visits, token: "${this.token}"}
${settings}`);
    return this;
  }

  /// Starts `serve` and waits until it is ready.
  async start() {
    this.launch();
    await this.ready();
    return this;
  }

  /// Starts `serve` and does not wait. Its words go to one log, over all its starts.
  launch() {
    const log = openSync(this.log_file, 'a');
    const [program, ...words] = [...this.program, 'serve', '--config', this.config_file];
    this.child = spawn(program, words, { cwd: this.folder, stdio: ['ignore', log, log] });
    this.child.on('error', (error) => { throw error; });
    closeSync(log);
  }

  async ready(seconds = 30) {
    await until(async () => {
      assert.ok(this.running, `serve ended: ${this.log()}`);
      return fetch(this.base + '/readyz').then((response) => response.ok, () => false);
    }, () => `ready; its log: ${this.log()}`, seconds);
  }

  /// Stops it as an operator does; it must end well.
  async stop() {
    assert.equal(await end_process(this.child, 'SIGTERM'), 0, `a graceful stop; its log: ${this.log()}`);
  }

  async kill() { await end_process(this.child, 'SIGKILL'); }

  /// One webhook call, as Kannel makes it. Returns the HTTP status, 0 where no answer came.
  async receive({ id, from, text, secret = this.secret, time = Math.floor(Date.now() / 1000) }) {
    const query = new URLSearchParams({
      k: secret, id, ts: time, from, to: '18123', text, coding: 0, charset: 'UTF-8', udh: '', smsc: 'AIR',
    });
    return fetch(`${this.base}/hooks/sms?${query}`).then(async (response) => {
      await response.arrayBuffer();
      return response.status;
    }, () => 0);
  }
}

/// Runs the program to its end, with these words and lines on its standard input. Returns {code, out, err}.
export async function run(words, lines = []) {
  const child = spawn(kuulolla, words, { stdio: ['pipe', 'pipe', 'pipe'] });
  const said = { out: '', err: '' };
  child.stdout.on('data', (data) => { said.out += data; });
  child.stderr.on('data', (data) => { said.err += data; });
  child.stdin.on('error', () => {});  // it ended without reading all
  child.stdin.end(lines.map((line) => line + '\n').join(''));
  const code = await new Promise((done, fail) => child.on('close', done).on('error', fail));
  return { code, ...said };
}
