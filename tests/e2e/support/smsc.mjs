// A message centre (SMSC) with SMPP 3.4 on loopback: it takes what a gateway submits, reports on it, and has phones.
import smpp from 'smpp';
import { once } from 'node:events';
import { at_end, until } from './basics.mjs';
import { Phone, whole_messages } from './phone.mjs';

const { ASCII: gsm_7, UCS2: ucs_2 } = smpp.encodings;  // what the library calls ASCII is GSM 03.38
const ucs_2_coding = 8;
const escape = 0x1b;
const has_header = 0x40;  // of esm_class

/// A long message's bytes in parts that divide no character: 153 septets, or 134 octets, behind a header of six octets.
function parts_of(bytes, coding) {
  const [alone, most] = coding === ucs_2_coding ? [140, 134] : [160, 153];
  if (bytes.length <= alone) return [bytes];
  const parts = [];
  for (let at = 0; at < bytes.length;) {
    let end = Math.min(at + most, bytes.length);
    if (end < bytes.length && coding !== ucs_2_coding && bytes[end - 1] === escape) end -= 1;
    if (end < bytes.length && coding === ucs_2_coding && (bytes[end - 2] & 0xfc) === 0xd8) end -= 2;
    parts.push(bytes.subarray(at, end));
    at = end;
  }
  return parts;
}

const compact_time = () => new Date().toISOString().replace(/[-T:]/g, '').slice(2, 12);

/// One submitted message as a part of a whole one.
function part_of({ source_addr, destination_addr, data_coding, short_message }) {
  const part = { from: source_addr, to: `+${destination_addr.replace('+', '')}`, coding: data_coding,
    reference: null, count: 1, index: 1, text: short_message.message };
  const concatenation = short_message.udh?.find((element) => element[0] === 0x00);
  if (concatenation) [part.reference, part.count, part.index] = concatenation.subarray(2, 5);
  return part;
}

function join_parts(parts) {
  const [{ from, to, coding }] = parts;
  const text = parts.map((part) => part.text).join('');
  return { from, to, text, coding: coding === ucs_2_coding ? 'ucs-2' : 'gsm-7', segments: parts.length };
}

export class Smsc {
  system_id = 'kuulolla';
  password = 'smscpass';
  /// The state its delivery receipts tell; null: it sends none.
  receipts = 'DELIVRD';
  /// The command status that it refuses the next messages with, one after the other.
  refusals = [];
  /// Every part taken, in order.
  parts = [];

  #sessions = new Set();
  #phones = new Map();
  #submitted = 0;
  #reference = 0;

  static async start(t) {
    const centre = new Smsc();
    await centre.#listen();
    at_end(t, () => centre.#close());
    return centre;
  }

  /// The phone with this number; the same one each time.
  phone(number) {
    if (!this.#phones.has(number)) this.#phones.set(number, new Phone(this, number));
    return this.#phones.get(number);
  }

  /// Waits until a gateway has bound itself.
  bound() { return until(() => this.#sessions.size > 0, 'a gateway is bound to the message centre'); }

  /// Cuts every link; gateways come back by themselves.
  cut() { for (const session of this.#sessions) session.destroy(); }

  /// In 7 bits where the letters allow, in parts where it is long.
  send(from, to, text) {
    const coding = gsm_7.match(text) ? 0 : ucs_2_coding;
    const parts = parts_of((coding === 0 ? gsm_7 : ucs_2).encode(text), coding);
    this.#reference = this.#reference % 255 + 1;
    parts.forEach((part, index) => {
      const header = Buffer.from([5, 0, 3, this.#reference, parts.length, index + 1]);
      const message = parts.length === 1 ? part : { udh: header, message: part };
      this.#deliver({ source_addr: from.replace('+', ''), source_addr_ton: 1, source_addr_npi: 1,
        destination_addr: to, data_coding: coding, esm_class: parts.length === 1 ? 0 : has_header,
        short_message: message });
    });
  }

  messages_of(number) { return whole_messages(this.parts.filter((each) => each.to === number), join_parts); }

  async #listen() {
    this.server = smpp.createServer((session) => this.#serve(session));
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = this.server.address().port;
  }

  #serve(session) {
    session.on('error', () => {});  // the gateway has been killed
    session.on('close', () => this.#sessions.delete(session));
    session.on('bind_transceiver', (pdu) => {
      const is_known = pdu.system_id === this.system_id && pdu.password === this.password;
      session.send(pdu.response({ command_status: is_known ? smpp.ESME_ROK : smpp.ESME_RINVPASWD }));
      if (is_known) this.#sessions.add(session);
    });
    for (const command of ['enquire_link', 'unbind']) session.on(command, (pdu) => session.send(pdu.response()));
    session.on('submit_sm', (pdu) => this.#take(session, pdu));
  }

  #take(session, pdu) {
    const refusal = this.refusals.shift();
    if (refusal !== undefined) return session.send(pdu.response({ command_status: refusal }));
    const id = String(this.#submitted += 1).padStart(8, '0');
    session.send(pdu.response({ message_id: id }));
    this.parts.push(part_of(pdu));
    if ((pdu.registered_delivery & 1) !== 0 && this.receipts !== null) this.#report(id, pdu);
  }

  #report(id, { source_addr, destination_addr }) {
    const is_delivered = this.receipts === 'DELIVRD';
    const time = compact_time();
    this.#deliver({ source_addr: destination_addr, source_addr_ton: 1, source_addr_npi: 1,
      destination_addr: source_addr, esm_class: 0x04, data_coding: 0,
      short_message: `id:${id} sub:001 dlvrd:00${is_delivered ? 1 : 0} submit date:${time} done date:${time} ` +
        `stat:${this.receipts} err:${is_delivered ? '000' : '011'} text:`,
      receipted_message_id: id, message_state: is_delivered ? 2 : 5 });
  }

  #deliver(fields) {
    const [session] = this.#sessions;
    session?.deliver_sm(fields);
  }

  #close() {
    this.cut();
    this.server.close();
  }
}
