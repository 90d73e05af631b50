// Stand-ins for Signal's REST service, a Matrix homeserver, RCS for Business and Discord: what each is sent, and
// webhooks as each makes them.
import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { at_end, until } from './basics.mjs';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ed25519 = generateKeyPairSync('ed25519');
const client_token = 'rcs-client-token';
let sent_ids = 1_772_442_930_000;
const next_id = () => String(sent_ids += 1);

const signal = {
  address: 'signal:5b1f2c3d-0000-4000-8000-0a1b2c3d4e5f',
  settings: (url) => `    api_url: ${url}\n    number: "+358457300888"\n    secret: s1gnal\n`,
  answer(path, body) {
    if (path !== '/v2/send') return { status: 204, answer: {} };
    return { status: 201, answer: { timestamp: next_id() }, message: { text: body.message, buttons: [] } };
  },
  says(text) {
    const timestamp = Number(next_id());
    const envelope = { sourceUuid: this.address.slice('signal:'.length), timestamp, dataMessage: { message: text } };
    return { path: '/s1gnal', body: { method: 'receive', params: { envelope, account: '+358457300888' } } };
  },
};

const matrix = {
  address: 'matrix:@aino:example.fi',
  settings: (url) => `    api_url: ${url}\n    user: "@kuulolla:example.fi"\n    as_token: as\n    hs_token: hs\n`,
  answer(path, body) {
    if (!path.includes('/send/')) return { answer: { room_id: '!aBc:example.fi' } };
    return { answer: { event_id: '$' + next_id() }, message: { text: body.body, buttons: [] } };
  },
  says(text) {
    const event = { type: 'm.room.message', event_id: '$' + next_id(), room_id: '!aBc:example.fi',
      sender: '@aino:example.fi', origin_server_ts: Date.now(), content: { msgtype: 'm.text', body: text } };
    return { method: 'PUT', path: `/_matrix/app/v1/transactions/${next_id()}`, body: { events: [event] },
      headers: () => ({ authorization: 'Bearer hs' }) };
  },
};

function rcs_event(fields) {
  const data = Buffer.from(JSON.stringify({ senderPhoneNumber: '+358401112233', messageId: 'in-' + next_id(),
    sendTime: new Date().toISOString(), agentId: 'agent', ...fields }));
  const signature = createHmac('sha512', client_token).update(data).digest('base64');
  return { body: { message: { data: data.toString('base64') } }, headers: () => ({ 'x-goog-signature': signature }) };
}

const rcs = {
  address: 'rcs:+358401112233',
  settings(url) {
    const private_key = rsa.privateKey.export({ type: 'pkcs8', format: 'pem' });
    const account = { client_email: 'bot@example.fi', private_key_id: '1', private_key, token_uri: `${url}/token` };
    return `    api_url: ${url}\n    agent_id: agent\n    client_token: ${client_token}\n    trust: health\n` +
      `    service_account: '${JSON.stringify(account)}'\n`;
  },
  answer(path, body) {
    if (path === '/token') return { answer: { access_token: 'ya29' } };
    const buttons = (body.contentMessage.suggestions ?? []).map(({ reply }) =>
      ({ label: reply.text, payload: reply.postbackData }));
    return { answer: {}, message: { text: body.contentMessage.text, buttons } };
  },
  says: (text) => rcs_event({ text }),
  taps: ({ label, payload }) =>
    rcs_event({ suggestionResponse: { text: label, postbackData: payload, type: 'REPLY' } }),
};

function interaction(type, data) {
  const signed = (text) => {
    const time = String(Math.floor(Date.now() / 1000));
    const signature = sign(null, Buffer.from(time + text), ed25519.privateKey).toString('hex');
    return { 'x-signature-ed25519': signature, 'x-signature-timestamp': time };
  };
  return { body: { id: next_id(), application_id: '118', type, data, channel_id: '10', context: 1, user: { id: '20' } },
    headers: signed };
}

const discord = {
  address: 'discord:20',
  settings(url) {
    const key = Buffer.from(ed25519.publicKey.export({ format: 'jwk' }).x, 'base64url').toString('hex');
    return `    api_url: ${url}\n    application_id: "118"\n    public_key: "${key}"\n    token: bot\n` +
      '    trust: health\n';
  },
  answer(path, body) {
    if (path === '/users/@me/channels') return { answer: { id: '10' } };
    const buttons = (body.components ?? []).flatMap((row) => row.components).map((each) =>
      ({ label: each.label ?? each.emoji.name, payload: each.custom_id }));
    return { answer: { id: next_id() }, message: { text: body.content, buttons } };
  },
  taps: ({ payload }) => interaction(3, { component_type: 2, custom_id: payload }),
  /// Words go through the window that the pencil opens.
  says: (text, window) => interaction(5, { custom_id: window.custom_id,
    components: [{ type: 1, components: [{ type: 4, custom_id: 'text', value: text }] }] }),
};

export const networks = { signal, matrix, rcs, discord };

/// One network, as the service knows it, and a person in it.
export class Network {
  #messages = [];
  #read = 0;

  static async start(t, name) {
    const network = new Network(name);
    network.server = createServer((request, response) => network.#take(request, response));
    network.server.listen(0, '127.0.0.1');
    await once(network.server, 'listening');
    at_end(t, () => { network.server.closeAllConnections(); network.server.close(); });
    return network;
  }

  constructor(name) {
    this.name = name;
    this.kind = networks[name];
    this.address = this.kind.address;
  }

  /// The channel's part of the configuration.
  get settings() {
    return `  - name: ${this.name}\n    adapter: ${this.name}\n` +
      this.kind.settings(`http://127.0.0.1:${this.server.address().port}`);
  }

  /// Waits for the next message, and fails where it is not `expected`.
  async receives(expected, seconds = 20) {
    const next = () => this.#messages[this.#read];
    await until(() => next() && expected.test(next().text), () =>
      `${this.name} got ${expected}: ${JSON.stringify(this.#messages.slice(this.#read))}`, seconds);
    this.#read += 1;
    return this.#messages[this.#read - 1];
  }

  unread() { return this.#messages.length - this.#read; }

  /// Calls the webhook; returns what it was answered.
  async call(service, { method = 'POST', path = '', body, headers = () => ({}) }) {
    const text = JSON.stringify(body);
    const response = await fetch(`${service.base}/hooks/${this.name}${path}`, {
      method, body: text, headers: { 'content-type': 'application/json', ...headers(text) },
    });
    return { status: response.status, body: await response.text() };
  }

  async #take(request, response) {
    let text = '';
    for await (const piece of request) text += piece;
    const body = text.startsWith('{') ? JSON.parse(text) : {};
    const { status = 200, answer, message } = this.kind.answer(new URL(request.url, 'http://x').pathname, body);
    if (message) this.#messages.push(message);
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(status === 204 ? undefined : JSON.stringify(answer));
  }
}
