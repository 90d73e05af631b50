// Phones, and messages put together from their parts; and Kannel's fake SMSC: its line protocol.
import { connect } from 'node:net';
import { once } from 'node:events';
import { until } from './basics.mjs';

const gsm_7 = /^[\x20-\x5f\x61-\x7eÄÖÅÑÜäöåñüàéèùìòÇØøΔΦΓΛΩΠΨΣΘΞÆæßÉ¡¿§¤£¥€]*$/;

const url_encode = (bytes) => [...bytes].map((byte) => '%' + byte.toString(16).padStart(2, '0')).join('');

function url_decode(text) {
  const byte = (_, hex) => String.fromCharCode(parseInt(hex, 16));
  return Buffer.from(text.replace(/\+/g, ' ').replace(/%([0-9A-Fa-f]{2})/g, byte), 'latin1');
}

const control_characters = /[\x00-\x09\x0b\x0c\x0e-\x1f\ufffd]/;

/// One line of the protocol, `FROM TO TYPE …`, as a part of a message.
function parse_line(line) {
  const [from, to, type, ...rest] = line.split(' ');
  const part = { from, to, type, reference: null, count: 1, index: 1, raw: '' };
  if (type === 'udh') {
    const header = url_decode(rest.shift());
    if (header[1] === 0x00) [part.reference, part.count, part.index] = header.subarray(3, 6);
    part.type = rest.shift();
  }
  part.raw = rest.join(' ');
  return part;
}

/// The whole message that these parts are.
function join_parts(parts) {
  const { from, to, type } = parts[0];
  const decode = ({ raw }) => type === 'text' ? Buffer.from(raw, 'latin1') : url_decode(raw);
  const bytes = Buffer.concat(parts.map(decode));
  // The parts of a long message do not say how they are coded; 7-bit text has no control characters.
  const is_ucs2 = type === 'ucs-2' || (type === 'data' && control_characters.test(bytes.toString('utf8')));
  const text = is_ucs2 ? bytes.swap16().toString('utf16le') : bytes.toString('utf8');
  return { from, to, text, coding: is_ucs2 ? 'ucs-2' : 'gsm-7', segments: parts.length };
}

/// The whole messages among `parts` ({reference, count, index, …}; no reference: alone), in the order in which their
/// last parts came; `join` makes one of its parts in their order.
export function whole_messages(parts, join) {
  const open = new Map();
  const whole = [];
  for (const part of parts) {
    const key = part.reference ?? Symbol('alone');
    const of_message = open.get(key) ?? [];
    of_message.push(part);
    open.set(key, of_message);
    if (of_message.length < part.count) continue;
    open.delete(key);
    whole.push(join(of_message.sort((a, b) => a.index - b.index)));
  }
  return whole;
}

/// The link to the fake SMSC; it serves one client, so all phones share it.
export class Air {
  static async open(port) {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    return new Air(socket.setNoDelay(true));
  }

  constructor(socket) {
    this.socket = socket;
    this.parts = [];
    this.phones = new Map();
    let rest = '';
    socket.setEncoding('latin1');
    socket.on('error', () => {});  // the gateway has been killed
    socket.on('data', (data) => {
      rest += data;
      const lines = rest.split('\n');
      rest = lines.pop();
      lines.forEach((line) => this.#take(line));
    });
  }

  /// The phone with this number; the same one each time.
  phone(number) {
    if (!this.phones.has(number)) this.phones.set(number, new Phone(this, number));
    return this.phones.get(number);
  }

  write(line) { this.socket.write(line + '\n'); }

  /// In 7 bits where the letters allow.
  send(from, to, text) {
    const utf16be = () => Buffer.from(text, 'utf16le').swap16();
    const message = gsm_7.test(text) ? `text ${text}` : `ucs2 ${url_encode(utf16be())}`;
    this.write(`${from} ${to} ${message}`);
  }

  send_part(from, to, header, text) {
    this.write(`${from} ${to} udh ${url_encode(header)} ${url_encode(Buffer.from(text))}`);
  }

  messages_of(number) { return whole_messages(this.parts.filter((each) => each.to === number), join_parts); }

  close() { this.socket.destroy(); }

  // A line break in a 7-bit message is one in the protocol, too: what does not begin like a message goes on the last.
  #take(line) {
    if (/^\+?\w+ \+?\d+ (text|data|ucs-2|udh) /.test(line)) this.parts.push(parse_line(line));
    else if (this.parts.length > 0) this.parts.at(-1).raw += '\n' + line;
  }
}

/// One phone: sends as its network would, and reads its messages one after the other.
export class Phone {
  #read = 0;

  constructor(network, number) {
    this.network = network;
    this.number = number;
  }

  /// Sends a text to `to`.
  send(text, to = '18123') { this.network.send(this.number, to, text); }

  /// Sends one part of a long message: number `index` (from 1) of `count`.
  send_part(text, reference, count, index, to = '18123') {
    this.network.send_part(this.number, to, Buffer.from([5, 0, 3, reference, count, index]), text);
  }

  /// Every whole message so far: {from, text, segments, coding}.
  messages() { return this.network.messages_of(this.number); }

  /// Waits for the next message that has not been read yet, and fails where it is not `expected` (a pattern).
  async receives(expected, seconds = 10) {
    const next = () => this.messages()[this.#read];
    // Its last lines may still be on their way, so the pattern is waited for as well.
    await until(() => next() && expected.test(next().text), () => `${this.number} got ${expected}; its messages: ` +
      JSON.stringify(this.messages().slice(this.#read).map((each) => each.text)), seconds);
    this.#read += 1;
    return this.messages()[this.#read - 1];
  }

  /// How many whole messages came that `receives` has not read.
  unread() { return this.messages().length - this.#read; }
}
