// The conversation with the service: a session, a feed that loses and doubles nothing, an outbox that survives.

const entriesKept = 200;
const retryFirstMs = 1000;
const retryMostMs = 15000;

/**
 * Keeps one conversation. What is kept: {session, last, entries, outbox}; entries are {key, mine, text, …} in the order
 * shown, `last` is the number of the newest message read, the outbox holds what the service has not taken yet.
 */
export class Conversation extends EventTarget {
  constructor({ keyword, channel }) {
    super();
    this.keyword = keyword;
    this.channel = channel;
    this.storageKey = `kuulolla-chat-${keyword.toLowerCase()}`;
    this.state = this.load() ?? { session: randomToken(), last: 0, entries: [], outbox: [] };
    this.retryMs = retryFirstMs;
    this.settled = new Set();
    addEventListener('storage', (event) => { if (event.key === this.storageKey) this.followOtherTab(); });
    addEventListener('online', () => this.connect());
  }

  get entries() { return this.state.entries; }

  /** Begins to read, and to send what was left unsent. */
  open() {
    this.save();
    this.connect();
    this.flush();
  }

  connect() {
    clearTimeout(this.reconnectTimer);
    this.source?.close();
    this.tell('connection', 'connecting');
    const query = new URLSearchParams({ channel: this.channel, session: this.state.session, after: this.state.last });
    const source = new EventSource(`/chat/${encodeURIComponent(this.keyword)}/feed?${query}`);
    this.source = source;
    source.onopen = () => { this.feedRetryMs = retryFirstMs; this.tell('connection', 'live'); this.flush(); };
    source.onmessage = (event) => this.read(JSON.parse(event.data));
    source.onerror = () => this.reconnectLater(source);
  }

  /** The browser would reconnect by itself, but with the number it began with. */
  reconnectLater(source) {
    if (source !== this.source) return;
    source.close();
    this.tell('connection', 'offline');
    this.feedRetryMs = Math.min((this.feedRetryMs ?? retryFirstMs) * 2, retryMostMs);
    this.reconnectTimer = setTimeout(() => this.connect(), this.feedRetryMs * (0.5 + Math.random() / 2));
  }

  /** A message of the service. Numbered ones come once; those without a number are last words, never repeated. */
  read(message) {
    if (message.n > 0) {
      if (message.n <= this.state.last) return;
      this.state.last = message.n;
    }
    const { n, text, language, dir, question, ref, choices } = message;
    const key = n > 0 ? `n${n}` : `last-word-${randomToken()}`;
    this.add({ key, mine: false, text, language, dir, question, ref, choices });
  }

  /** Sends words, or a pressed choice: shown at once, sent until the service has it, under one id. */
  send(what, shown, language) {
    const id = randomToken();
    this.state.outbox.push({ session: this.state.session, id, language, ...what });
    this.add({ key: id, mine: true, text: shown, sending: true, tapped: what.tap });
    this.flush();
  }

  /** One after the other, so that they arrive in order; one tab at a time. */
  async flush() {
    if (this.isFlushing || this.state.outbox.length === 0) return;
    this.isFlushing = true;
    clearTimeout(this.flushTimer);
    try {
      if (navigator.locks) await navigator.locks.request(this.storageKey, () => this.sendAll());
      else await this.sendAll();
    } finally {
      this.isFlushing = false;
    }
  }

  async sendAll() {
    this.save();  // another tab may have sent something meanwhile
    while (this.state.outbox.length > 0) {
      const message = this.state.outbox[0];
      const taken = await this.post(message);
      if (taken === 'later') {
        this.flushTimer = setTimeout(() => this.flush(), this.retryMs);
        this.retryMs = Math.min(this.retryMs * 2, retryMostMs);
        return;
      }
      this.retryMs = retryFirstMs;
      this.state.outbox = this.state.outbox.filter(({ id }) => id !== message.id);
      this.settle(message.id, taken);
    }
  }

  /** `sent`; `refused` where it never will be; `later` where it may have got lost. */
  async post(message) {
    try {
      const answer = await fetch(`/hooks/${encodeURIComponent(this.channel)}/message`, {
        method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(message),
      });
      if (answer.ok) return 'sent';
      const mayPass = answer.status >= 500 || answer.status === 429 || answer.status === 408;
      return mayPass ? 'later' : 'refused';
    } catch {
      return 'later';
    }
  }

  settle(key, taken) {
    this.settled.add(key);
    const entry = this.state.entries.find((one) => one.key === key);
    if (entry) this.mark(entry, taken);
    this.save();
  }

  mark(entry, taken) {
    delete entry.sending;
    if (taken === 'refused') entry.refused = true;
    this.tell('settled', { key: entry.key, taken });
  }

  add(entry) {
    this.state.entries = [...this.state.entries, entry].slice(-entriesKept);
    this.save();
    this.tell('entry', entry);
  }

  /** Another tab of the same conversation has read, written or forgotten something. */
  followOtherTab() {
    const theirs = this.load();
    if (theirs?.session !== this.state.session) location.reload();
    else this.merge(theirs);
  }

  /** Takes over what another tab kept and we do not know yet. */
  merge(theirs) {
    this.state.last = Math.max(this.state.last, theirs.last);
    const queued = new Set(this.state.outbox.map(({ id }) => id));
    this.state.outbox.push(...theirs.outbox.filter(({ id }) => !queued.has(id) && !this.settled.has(id)));
    const known = new Map(this.state.entries.map((entry) => [entry.key, entry]));
    for (const entry of theirs.entries) {
      const ours = known.get(entry.key);
      if (!ours) {
        this.state.entries.push(entry);
        this.tell('entry', entry);
      } else if (ours.sending && !entry.sending) {
        this.state.outbox = this.state.outbox.filter(({ id }) => id !== entry.key);
        this.mark(ours, entry.refused ? 'refused' : 'sent');
      }
    }
    this.state.entries = this.state.entries.slice(-entriesKept);
  }

  /** Forgets everything on this device. */
  forget() {
    this.source?.close();
    try { localStorage.removeItem(this.storageKey); } catch { /* nothing was kept */ }
  }

  load() {
    try {
      const kept = JSON.parse(localStorage.getItem(this.storageKey));
      return kept?.session && Array.isArray(kept.entries) && Array.isArray(kept.outbox) ? kept : null;
    } catch {
      return null;
    }
  }

  /** Written whole, after taking in what another tab may have written since. */
  save() {
    const kept = this.load();
    if (kept?.session === this.state.session) this.merge(kept);
    try {
      localStorage.setItem(this.storageKey, JSON.stringify(this.state));
    } catch { /* a page without storage forgets */ }
  }

  tell(type, detail) { this.dispatchEvent(new CustomEvent(type, { detail })); }
}

/** 128 random bits as 32 hexadecimal digits. */
function randomToken() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
