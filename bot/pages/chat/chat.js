// The chat page: shows a conversation, and lets a resident write and press.
import { Conversation } from './conversation.js';
import { pageLanguage, speak, words } from './texts.js';

const byId = (id) => document.getElementById(id);
const log = byId('log');
const write = byId('write');
const text = byId('text');
const parameters = new URLSearchParams(location.search);
const keyword = decodeURIComponent(location.pathname.split('/').filter(Boolean).at(-1));
const named = document.documentElement.dataset.channel;
const conversation = new Conversation({ keyword, channel: named.startsWith('{') ? keyword : named });
const bubbles = new Map();

function showEntry(entry) {
  hideWelcome();
  const element = entry.mine ? mine(entry) : theirs(entry);
  bubbles.set(entry.key, element);
  log.append(element);
  toEnd();
}

/** The newest message is in sight. */
function toEnd(behavior = 'auto') { log.scrollTo({ top: log.scrollHeight, behavior }); }

function mine(entry) {
  if (entry.tapped) markTapped(entry.tapped);
  const element = bubble('mine', words().you, entry.text);
  element.querySelector('.text').dir = 'auto';
  showSending(element, entry);
  return element;
}

function theirs(entry) {
  closeChoices();
  speak(entry.language, ...preferred());
  relabel();
  const element = bubble('theirs', words().us, entry.text);
  const said = element.querySelector('.text');
  said.lang = entry.language;
  said.dir = entry.dir ?? 'auto';
  if (entry.choices?.length > 0) element.append(choiceGroup(entry));
  return element;
}

function bubble(kind, who, words) {
  const element = document.createElement('article');
  element.className = kind;
  const speaker = Object.assign(document.createElement('span'), { className: 'unseen', textContent: `${who}: ` });
  const said = Object.assign(document.createElement('div'), { className: 'text' });
  said.append(...withLinks(words));
  element.append(speaker, said);
  return element;
}

/** Addresses become links; all else stays text. */
function withLinks(words) {
  return words.split(/(https:\/\/[^\s<>"]+[^\s<>".,;:!?)\]])/u).map((part, index) => {
    if (index % 2 === 0) return document.createTextNode(part);
    const link = Object.assign(document.createElement('a'), { href: part, textContent: part });
    return Object.assign(link, { target: '_blank', rel: 'noopener noreferrer' });
  });
}

function choiceGroup({ choices, question, ref, language, dir, text: asked }) {
  const group = document.createElement('div');
  group.className = choices.every(({ label }) => [...label].length <= 3) ? 'choices short' : 'choices';
  group.setAttribute('role', 'group');
  group.setAttribute('aria-label', `${words().choices}: ${asked}`);
  group.lang = language;
  group.dir = dir ?? 'auto';
  for (const { value, label } of choices) {
    const button = Object.assign(document.createElement('button'), { type: 'button', textContent: label });
    button.dataset.value = value;
    button.onclick = () => {
      text.focus({ preventScroll: true });
      conversation.send({ tap: { question, value, ref } }, label, pageLanguage());
    };
    group.append(button);
  }
  group.dataset.question = question;
  group.dataset.ref = ref;
  return group;
}

function markTapped({ question, value, ref }) {
  for (const group of log.querySelectorAll('.choices')) {
    if (group.dataset.question !== String(question) || group.dataset.ref !== ref) continue;
    for (const button of group.children) button.classList.toggle('chosen', button.dataset.value === value);
    close(group);
  }
}

/** Only the newest question can be answered by a press. */
function closeChoices() {
  for (const group of log.querySelectorAll('.choices')) close(group);
}

function close(group) {
  for (const button of group.children) button.disabled = true;
}

function showSending(element, { sending, refused }) {
  element.querySelector('.note')?.remove();
  element.classList.toggle('sending', Boolean(sending));
  element.classList.toggle('refused', Boolean(refused));
  const note = refused ? words().refused : sending ? words().unsent : '';
  if (note) element.append(Object.assign(document.createElement('small'), { className: 'note', textContent: note }));
}

function showConnection(connection) {
  const state = byId('state');
  state.className = `state ${connection}`;
  state.dataset.connection = connection;
  state.textContent = words()[connection];
}

/** What has no data-text, in the page's language. */
function relabel() {
  log.setAttribute('aria-label', words().log);
  text.placeholder = words().write;
  const { connection } = byId('state').dataset;
  if (connection) showConnection(connection);
}

function hideWelcome() {
  byId('welcome').hidden = true;
  byId('forget').hidden = false;
  write.hidden = false;
}

/** A page asked for in a language, else what the browser speaks. */
function preferred() { return [parameters.get('language'), ...navigator.languages, 'fi']; }

function sendWritten() {
  const words = text.value.trim();
  if (words === '') return;
  text.value = '';
  fitHeight();
  conversation.send({ text: words }, words, pageLanguage());
}

function fitHeight() {
  text.style.height = 'auto';
  text.style.height = `${text.scrollHeight + text.offsetHeight - text.clientHeight}px`;
  toEnd('instant');
}

write.onsubmit = (event) => { event.preventDefault(); sendWritten(); };
text.oninput = fitHeight;
text.onkeydown = (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  sendWritten();
};
byId('start').onclick = () => {
  conversation.send({ text: keyword }, keyword, pageLanguage());
  text.focus();
};
byId('forget').onclick = () => byId('forget-dialog').showModal();
byId('forget-dialog').onclose = ({ target }) => {
  if (target.returnValue !== 'yes') return;
  conversation.forget();
  location.reload();
};
conversation.addEventListener('entry', ({ detail }) => showEntry(detail));
conversation.addEventListener('connection', ({ detail }) => showConnection(detail));
conversation.addEventListener('settled', ({ detail: { key, taken } }) => {
  if (bubbles.has(key)) showSending(bubbles.get(key), { refused: taken === 'refused' });
});

speak(...preferred());
relabel();
document.querySelector('.chat').hidden = false;
document.documentElement.classList.toggle('embedded', window.parent !== window);
log.setAttribute('aria-live', 'off');  // what was said before is not read aloud again
for (const entry of conversation.entries) showEntry(entry);
toEnd('instant');
requestAnimationFrame(() => log.setAttribute('aria-live', 'polite'));
byId('welcome').hidden = conversation.entries.length > 0;
conversation.open();
if (window.parent !== window) {
  addEventListener('keydown', (event) => {
    if (event.key === 'Escape') window.parent.postMessage('kuulolla-close', '*');
  });
}
