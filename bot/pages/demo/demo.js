// The demo page: three phones, and the answers they leave.
import { showAnswers } from './answers.js';
import { Phone } from './phone.js';
import { speak, uiLanguage, words } from './texts.js';

const owners = ['Aino', 'Elias', 'Nadia'];

/** Which phones there are: an SMS phone, a messenger, and an SMS phone that is invited in Arabic where a script can. */
function phonesFor({ channels, scripts }) {
  const sms = channels.find(({ looks }) => looks === 'sms');
  const messenger = channels.find(({ looks }) => looks !== 'sms');
  const [first, second, third] = owners;
  return [
    { channel: sms, title: first, language: uiLanguage() },
    { channel: messenger, title: second, language: uiLanguage() },
    { channel: sms, title: third, language: 'ar' },
  ].filter(({ channel }) => channel).map((phone) => ({ ...phone, scripts }));
}

const choice = document.getElementById('ui-language');
choice.value = uiLanguage();
const info = await (await fetch('/demo/info')).json();
const parent = document.getElementById('phones');
const phones = phonesFor(info).map((phone) => new Phone(parent, phone));
const state = document.getElementById('stream-state');
showAnswers({ rows: document.getElementById('answer-rows'), empty: document.getElementById('no-answers'), state });
speak(uiLanguage());
choice.onchange = () => {
  speak(choice.value);
  for (const phone of phones) phone.relabel();
  state.textContent = words().live;
};
