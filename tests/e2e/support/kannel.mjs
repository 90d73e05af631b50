// A real Kannel on free loopback ports: bearerbox (links to networks) and smsbox (HTTP to us), and phones beyond it.
//
// What it is particular about: a bare connect to the port for boxes makes bearerbox sleep, so status.txt tells when it
// is up; an smsbox-id without a route gets no traffic; a link without its own allowed-smsc-id lets replies leave by
// another; smsbox is stopped before bearerbox, which else waits for it.
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Air } from './phone.mjs';
import { at_end, end_process, free_port, is_running, scratch_folder, until } from './basics.mjs';

const template = readFileSync(new URL('kannel.conf.in', import.meta.url), 'utf8');

/// The link to the network: Kannel's own make-believe one, or SMPP to a centre that listens on that port.
const fake_link = (port) => `smsc = fake
port = ${port}
our-host = 127.0.0.1
connect-allow-ip = 127.0.0.1`;
const smpp_link = (centre) => `smsc = smpp
host = 127.0.0.1
port = ${centre.port}
transceiver-mode = true
smsc-username = ${centre.system_id}
smsc-password = ${centre.password}
system-type = VMA
interface-version = 34
reconnect-delay = 1
enquire-link-interval = 10
msg-id-type = 0x00`;

/// The webhook as channels/README.md advises to configure it; `base` is `http://HOST:PORT/hooks/NAME?k=SECRET`.
const webhook = (base) => `${base}&id=%I&ts=%T&from=%p&to=%P&text=%b&coding=%c&charset=%C&udh=%u&smsc=%i`;

export class Kannel {
  username = 'kuulolla';
  password = 'kannel-password';

  /// Starts one that hands what phones send to `hook_base`; it is stopped when the test is over. Its phones are its
  /// own, or those of `centre` (an Smsc), which it is linked to by SMPP.
  static async start(t, hook_base, centre) {
    const folder = scratch_folder(t, 'kannel');
    const ports = {};
    for (const name of ['ADMIN', 'BOXES', 'AIR', 'SENDSMS']) ports[name] = await free_port();
    const values = { ...ports, FOLDER: folder, HOOK: webhook(hook_base) };
    values.LINK = centre ? smpp_link(centre) : fake_link(ports.AIR);
    const config = join(folder, 'kannel.conf');
    writeFileSync(config, template.replace(/@([A-Z]+)@/g, (_, name) => values[name]));
    const kannel = new Kannel(config, ports, centre);
    at_end(t, () => kannel.stop());
    await kannel.#up();
    return kannel;
  }

  constructor(config, ports, centre) {
    this.config = config;
    this.ports = ports;
    this.centre = centre;
    this.send_url = `http://127.0.0.1:${ports.SENDSMS}/cgi-bin/sendsms`;
  }

  phone(number) { return (this.centre ?? this.air).phone(number); }

  /// Stops smsbox, as an operator who changes its configuration does; what phones send meanwhile waits in bearerbox.
  async pause() { await end_process(this.smsbox, 'SIGTERM', 10); }

  async resume() { this.smsbox = await this.#box('smsbox', /smsbox:/); }

  async stop() {
    this.air?.close();
    if (this.smsbox) await end_process(this.smsbox, 'SIGTERM', 10);
    if (this.bearerbox) await end_process(this.bearerbox, 'SIGTERM', 5);
  }

  async #up() {
    this.bearerbox = await this.#box('bearerbox', /running/);
    this.smsbox = await this.#box('smsbox', /smsbox:/);
    if (this.centre) await this.centre.bound();
    else this.air = await Air.open(this.ports.AIR);
  }

  async #box(name, sign_of_life) {
    let said = '';
    const child = spawn(`/usr/sbin/${name}`, ['-v', '1', this.config], { stdio: ['ignore', 'pipe', 'pipe'] });
    child.on('error', (error) => { said += error.message; });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => { said += data; });
    await until(async () => {
      if (!is_running(child)) throw new Error(`${name} ended: ${said}`);
      return sign_of_life.test(await this.#status());
    }, () => `${name} is up; it said: ${said}`);
    return child;
  }

  async #status() {
    const url = `http://127.0.0.1:${this.ports.ADMIN}/status.txt?password=test`;
    return fetch(url).then((response) => response.text(), () => '');
  }
}
