// The answers as they are stored: one table row each, newest first, fed by server-sent events.
import { words } from './texts.js';

const rowsShown = 200;

/** Shows every stored answer in the table, live. */
export function showAnswers({ rows, empty, state }) {
  const source = new EventSource('/demo/events');
  source.onopen = () => { state.textContent = words().live; };
  source.onerror = () => { state.textContent = words().offline; };
  source.onmessage = (event) => {
    const stored = JSON.parse(event.data);
    empty.hidden = true;
    if (document.getElementById(rowId(stored))) return;
    markReplaced(stored);
    rows.prepend(stored.outcome ? outcomeRow(stored) : answerRow(stored));
    while (rows.children.length > rowsShown) rows.lastElementChild.remove();
  };
}

function rowId({ outcome, conversation, answer }) {
  return outcome ? `ended-${conversation}-${outcome}` : `answer-${answer}`;
}

function markReplaced(stored) {
  if (stored.replaces) document.getElementById(`answer-${stored.replaces}`)?.classList.add('replaced');
}

function answerRow(stored) {
  return row(stored, 'fresh', [
    ['', String(stored.answer)],
    ['question', stored.question, where(stored)],
    ['value', stored.erased ? words().erased : shown(stored.value)],
    ['raw', stored.raw ?? ''],
  ]);
}

function outcomeRow(stored) {
  const ended = ['question', words().ended, where(stored)];
  return row(stored, 'outcome', [['', ''], ended, ['value', stored.outcome], ['raw', '']]);
}

function row(stored, className, cells) {
  const element = document.createElement('tr');
  element.id = rowId(stored);
  element.className = className;
  for (const [name, text, beneath] of cells) {
    const cell = element.insertCell();
    cell.className = name;
    cell.dir = 'auto';
    cell.textContent = text;
    if (beneath) cell.append(Object.assign(document.createElement('small'), { textContent: beneath }));
  }
  return element;
}

function shown(value) {
  if (value === null || value === undefined) return words().unclear;
  return Array.isArray(value) ? value.join(', ') : String(value);
}

const where = (stored) => [stored.script, stored.language, stored.channel].filter(Boolean).join(' · ');
