// Many residents who answer post-visit by webhook, each call repeated until it is acknowledged, as a gateway would.
import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { at_end } from './basics.mjs';

/// Calls until the answer is one of `good`; returns it. A refused or broken call is tried again.
async function insist(call, good, stop) {
  for (;;) {
    const answer = await call();
    if (good.includes(answer?.status ?? answer)) return answer;
    if (stop()) return null;
    await pause(20);
  }
}

export class Residents {
  /// By pseudonym: {number, given: [[question, value]]} with the answers that were acknowledged.
  known = new Map();
  acknowledged = 0;
  stopping = false;
  abandoned = false;
  #count = 0;

  /// When the test is over nobody insists any more.
  constructor(t, service) {
    this.service = service;
    at_end(t, () => { this.stopping = this.abandoned = true; });
  }

  /// Keeps `width` residents talking at a time, until `stop`; each one who has begun finishes.
  start(width) {
    this.done = Promise.all(Array.from({ length: width }, () => this.#one_after_another()));
    this.done.catch(() => {});  // told by stop()
  }

  /// No new residents; those who talk finish. The service must be up.
  async stop() {
    this.stopping = true;
    await this.done;
  }

  async #one_after_another() {
    while (!this.stopping) await this.#talk(this.#count += 1);
  }

  async #talk(index) {
    const number = `+35850${1_000_000 + index}`;
    const gives_up = () => this.abandoned;
    const invitation = { key: `visit-${index}`, address: `tel:${number}` };
    const invited = await insist(() => this.service.api.invite(invitation).catch(() => null), [200, 202], gives_up);
    if (!invited) return;
    const resident = { number, given: [] };
    this.known.set(invited.body.resident, resident);
    const words = [['nps', 9, '9'], ['why', `Kiitos numero ${index} oikein hyvästä hoidosta`], ['method', 'meet', '3']];
    for (const [question, value, text = value] of words) {
      const call = () => this.service.receive({ id: `${index}-${question}`, from: number, text });
      if (!await insist(call, [200], gives_up)) return;
      resident.given.push([question, value]);
      this.acknowledged += 1;
    }
  }

  /// Every acknowledged answer is stored, once, and nothing else is.
  check(answers) {
    const stored = new Map();
    for (const { resident, question, value } of answers) {
      stored.set(resident, [...stored.get(resident) ?? [], [question, value]]);
    }
    assert.equal(stored.size, this.known.size);
    for (const [resident, { given, number }] of this.known) {
      assert.deepEqual(stored.get(resident), given, `the answers of ${number}`);
    }
  }
}
