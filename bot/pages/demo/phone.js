// One simulated phone: a session of a web chat channel that looks like a text message phone or a messenger.
import { words } from './texts.js';

const retryMs = 1500;

/** Builds a phone into `parent`. `channel` is {name, looks}, `scripts` as `/demo/info` gives them. */
export class Phone {
  constructor(parent, { channel, title, scripts, language }) {
    this.channel = channel;
    this.scripts = scripts;
    const newSession = () => crypto.randomUUID().replaceAll('-', '');
    this.session = remembered(`kuulolla-session-${channel.name}-${title}`, newSession);
    this.title = title;
    this.last = 0;
    this.outbox = [];
    this.build(parent, language);
    this.listen();
  }

  build(parent, language) {
    const element = document.getElementById('phone-template').content.firstElementChild.cloneNode(true);
    element.classList.add(this.channel.looks === 'sms' ? 'sms' : 'messenger');
    element.querySelector('h3').textContent = this.title;
    this.element = element;
    this.screen = element.querySelector('.screen');
    this.state = element.querySelector('.phone-state');
    const write = element.querySelector('.write');
    write.onsubmit = (event) => { event.preventDefault(); this.say(write.elements.text); };
    const invite = element.querySelector('.invite');
    invite.onsubmit = (event) => { event.preventDefault(); this.invite(invite); };
    fill(invite.elements.script, this.scripts.map(({ id, title }) => [id, title]));
    invite.elements.script.onchange = () => this.chooseScript(invite, invite.elements.language.value);
    this.chooseScript(invite, language);
    parent.append(element);
    this.relabel();
  }

  /** Puts the page's own words on the phone, after a change of the page's language. */
  relabel() {
    const { element, channel, title } = this;
    const inputId = `write-${channel.name}-${title}`.replaceAll(' ', '-');
    const label = element.querySelector('.write label');
    label.textContent = `${words().write}: ${title}`;
    label.htmlFor = inputId;
    element.querySelector('.write input').id = inputId;
    const looks = channel.looks === 'sms' ? words().looksSms : words().looksMessenger;
    element.querySelector('.phone-kind').textContent = looks;
    this.screen.setAttribute('aria-label', `${words().screen}: ${title}`);
    const group = element.querySelector('.words');
    group.setAttribute('aria-label', words().words);
    group.replaceChildren(...words().reserved.map((word) => button(word, () => this.send({ text: word }))));
  }

  chooseScript(form, language) {
    const script = this.scripts.find(({ id }) => id === form.elements.script.value);
    fill(form.elements.language, script.languages.map((tag) => [tag.tag ?? tag, tag.name ?? tag]));
    const offered = [...form.elements.language.options].map(({ value }) => value);
    if (offered.includes(language)) form.elements.language.value = language;
    const facts = form.querySelector('.facts');
    facts.replaceChildren(...Object.entries(script.given ?? {}).map(([name, fact]) => factField(name, fact)));
    form.querySelector('details').hidden = facts.children.length === 0;
  }

  async invite(form) {
    const facts = [...form.querySelectorAll('.facts input')].filter((input) => input.value !== '');
    const body = {
      script: form.elements.script.value, channel: this.channel.name, session: this.session,
      language: form.elements.language.value, given: Object.fromEntries(facts.map(({ name, value }) => [name, value])),
    };
    try {
      const answer = await postJson('/demo/start', body);
      const said = await answer.json();
      const faults = (said.errors ?? []).map(({ at, message }) => `${at}: ${message}`).join('; ');
      if (!answer.ok) this.complain(words().refused + faults);
      else this.complain(said.disposition?.startsWith('excluded') ? words().excluded : '');
    } catch {
      this.complain(words().offline);
    }
  }

  say(input) {
    const text = input.value;
    if (text.trim() === '') return;
    input.value = '';
    this.send({ text });
    input.focus();
  }

  /** Sends words or a tap; shown at once, kept until the service has stored it, never twice thanks to its id. */
  send(what) {
    const message = { session: this.session, id: crypto.randomUUID(), ...what };
    const bubble = this.bubble('mine unsent', what.label ?? what.text);
    delete message.label;
    this.outbox.push({ message, bubble });
    if (this.outbox.length === 1) this.flush();
  }

  async flush() {
    while (this.outbox.length > 0) {
      const { message, bubble } = this.outbox[0];
      if (!(await this.post(message))) {
        this.complain(words().notSent);
        setTimeout(() => this.flush(), retryMs);
        return;
      }
      this.complain('');
      bubble.classList.remove('unsent');
      this.outbox.shift();
    }
  }

  /** True once the service has taken the message, or will never take it. */
  async post(message) {
    try {
      const answer = await postJson(`/hooks/${this.channel.name}/message`, message);
      return answer.ok || (answer.status >= 400 && answer.status < 500 && answer.status !== 429);
    } catch {
      return false;
    }
  }

  listen() {
    const asked = new URLSearchParams({ channel: this.channel.name, session: this.session, after: this.last });
    const source = new EventSource(`/chat/${this.channel.name}/feed?${asked}`);
    source.onopen = () => this.complain('');
    source.onerror = () => {
      source.close();
      this.complain(words().offline);
      setTimeout(() => this.listen(), retryMs);
    };
    source.onmessage = (event) => this.show(JSON.parse(event.data));
  }

  show(message) {
    // A message without a number is a last word to one whose data was erased: it is not kept anywhere.
    if (message.n > 0) {
      if (message.n <= this.last) return;
      this.last = message.n;
    }
    const bubble = this.bubble('theirs', message.text);
    bubble.lang = message.language;
    bubble.dir = message.dir ?? 'auto';
    if (this.channel.looks === 'sms') this.showPrice(message);
    else this.showChoices(message);
    this.scroll();
  }

  showPrice({ segments, encoding, text }) {
    const meta = document.createElement('p');
    meta.className = segments > 1 ? 'meta many' : 'meta';
    meta.textContent = words().segments(segments, encoding, [...text].length);
    this.screen.append(meta);
  }

  showChoices({ choices = [], question, ref, dir, language }) {
    if (choices.length === 0) return;
    const group = document.createElement('div');
    group.className = 'choices';
    group.setAttribute('role', 'group');
    group.dir = dir ?? 'auto';
    group.lang = language;
    for (const { value, label } of choices) {
      const choice = button(label, () => {
        for (const other of group.children) other.setAttribute('aria-pressed', String(other === choice));
        this.send({ tap: { question, value, ref }, label });
      });
      group.append(choice);
    }
    this.screen.append(group);
  }

  bubble(className, text) {
    const element = document.createElement('div');
    element.className = `bubble ${className}`;
    element.dir = 'auto';
    element.textContent = text;
    this.screen.append(element);
    this.scroll();
    return element;
  }

  scroll() { this.screen.scrollTop = this.screen.scrollHeight; }

  complain(text) {
    this.state.textContent = text;
    this.state.classList.toggle('trouble', text !== '');
  }
}

const postJson = (path, body) => fetch(path, {
  method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body),
});

function remembered(key, make) {
  const kept = localStorage.getItem(key) ?? make();
  localStorage.setItem(key, kept);
  return kept;
}

function button(text, onclick) {
  const element = document.createElement('button');
  element.type = 'button';
  element.textContent = text;
  element.onclick = onclick;
  return element;
}

function fill(select, options) {
  select.replaceChildren(...options.map(([value, text]) => new Option(text, value)));
}

function factField(name, { example = '' }) {
  const label = document.createElement('label');
  const input = document.createElement('input');
  input.name = name;
  input.value = example;
  label.append(name, input);
  return label;
}
