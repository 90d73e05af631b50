// A stand-in for Kannel's sendsms where a test needs thousands of messages, or a gateway that misbehaves.
import { createServer } from 'node:http';
import { once } from 'node:events';
import { at_end } from './basics.mjs';

/// The parameters of a request target, percent-decoded to bytes: UTF-16 is no UTF-8.
function query_bytes(target) {
  const query = target.slice(target.indexOf('?') + 1);
  return Object.fromEntries(query.split('&').map((pair) => {
    const [name, value = ''] = pair.split('=');
    const decoded = value.replace(/\+/g, ' ').replace(/%(..)/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
    return [name, Buffer.from(decoded, 'latin1')];
  }));
}

export class Gateway {
  username = 'kuulolla';
  password = 'gateway-password';
  /// Every message taken: {id, to, text}; the id is ours, as the URL for its delivery report carries it.
  sent = [];
  /// What it answers: replace it to misbehave. Returns [HTTP status, text, headers]; nothing: the connection is reset.
  answer = () => [202, '0: Accepted for delivery'];
  /// Whether delivery reports are called, until they are taken.
  reports = false;

  static async start(t) {
    const gateway = new Gateway();
    await gateway.#listen();
    at_end(t, () => gateway.#close());
    return gateway;
  }

  /// Refuses connections, and breaks those there are, until it is up again.
  async down() {
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }

  async up() {
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
  }

  /// The texts taken for one number.
  texts(number) { return this.sent.filter((message) => message.to === number).map((message) => message.text); }

  async #listen() {
    this.server = createServer((request, response) => {
      const answer = this.#take(query_bytes(request.url));
      if (answer === undefined) return request.socket.resetAndDestroy();
      const [status, text, headers = {}] = answer;
      response.writeHead(status, { 'content-type': 'text/plain', ...headers }).end(text);
    });
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = this.server.address().port;
    this.send_url = `http://127.0.0.1:${this.port}/cgi-bin/sendsms`;
  }

  #take(query) {
    const is_ucs2 = String(query.coding) === '2' && query.charset === undefined;
    const text = is_ucs2 ? Buffer.from(query.text).swap16().toString('utf16le') : query.text.toString();
    const report_url = String(query['dlr-url'] ?? '');
    const id = /[?&]m=([^&]*)/.exec(report_url)?.[1] ?? (query.id === undefined ? undefined : String(query.id));
    const message = { id, to: String(query.to), text };
    const answer = this.answer(message);
    if (answer?.[0] === 202) {
      this.sent.push(message);
      if (this.reports && report_url) this.#report(report_url);
    }
    return answer;
  }

  async #report(url) {
    for (const state of ['8', '1']) {
      const called = url.replace('%d', state).replace('%A', 'ACK%2F').replace(/%[a-zA-Z](?![0-9A-Fa-f])/g, '');
      while (!this.closed && !(await fetch(called).then((response) => response.ok, () => false))) {
        await new Promise((done) => setTimeout(done, 50));
      }
    }
  }

  #close() {
    this.closed = true;
    this.server.closeAllConnections();
    this.server.close();
  }
}
