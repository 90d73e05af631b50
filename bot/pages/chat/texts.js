// What the chat page itself says. What the service says comes from the service, in the resident's language.
const texts = {
  fi: {
    welcome: 'Kerro, mitä ajattelet', start: 'Aloita',
    explain: 'Vastaaminen on vapaaehtoista, ja voit lopettaa milloin tahansa.',
    kept: 'Keskustelu säilyy tällä laitteella, kunnes poistat sen.',
    write: 'Kirjoita viesti', send: 'Lähetä', log: 'Keskustelu', you: 'Sinä', us: 'Palvelu', choices: 'Vaihtoehdot',
    connecting: 'Yhdistetään…', live: 'Yhteydessä', offline: 'Yhteys katkesi. Yritetään uudelleen.',
    unsent: 'Lähetetään…', refused: 'Ei lähtenyt. Lataa sivu uudelleen ja yritä vielä kerran.',
    forget: 'Poista', forgetTitle: 'Poistetaanko keskustelu?', cancel: 'Peruuta',
    forgetExplain: 'Keskustelu katoaa tältä laitteelta. Jo annetut vastaukset säilyvät palvelussa: '
      + 'näet ne kirjoittamalla TIEDOT ja poistat ne kirjoittamalla POISTA.',
  },
  sv: {
    welcome: 'Berätta vad du tycker', start: 'Börja',
    explain: 'Det är frivilligt att svara, och du kan sluta när som helst.',
    kept: 'Samtalet finns kvar på den här enheten tills du tar bort det.',
    write: 'Skriv ett meddelande', send: 'Skicka', log: 'Samtal', you: 'Du', us: 'Tjänsten', choices: 'Alternativ',
    connecting: 'Ansluter…', live: 'Ansluten', offline: 'Anslutningen bröts. Försöker igen.',
    unsent: 'Skickas…', refused: 'Gick inte att skicka. Ladda om sidan och försök en gång till.',
    forget: 'Ta bort', forgetTitle: 'Ta bort samtalet?', cancel: 'Avbryt',
    forgetExplain: 'Samtalet försvinner från den här enheten. Svar som du redan har gett finns kvar i '
      + 'tjänsten: skriv UPPGIFTER för att se dem eller RADERA för att ta bort dem.',
  },
  en: {
    welcome: 'Tell us what you think', start: 'Begin',
    explain: 'Answering is voluntary, and you may stop at any time.',
    kept: 'The conversation stays on this device until you remove it.',
    write: 'Write a message', send: 'Send', log: 'Conversation', you: 'You', us: 'The service', choices: 'Choices',
    connecting: 'Connecting…', live: 'Connected', offline: 'The connection broke. Trying again.',
    unsent: 'Sending…', refused: 'Not sent. Reload the page and try once more.',
    forget: 'Remove', forgetTitle: 'Remove the conversation?', cancel: 'Cancel',
    forgetExplain: 'The conversation disappears from this device. Answers already given stay with the service: '
      + 'write DATA to see them, or DELETE to erase them.',
  },
  ru: {
    welcome: 'Расскажите, что вы думаете', start: 'Начать',
    explain: 'Отвечать необязательно, и вы можете остановиться в любой момент.',
    kept: 'Беседа хранится на этом устройстве, пока вы её не удалите.',
    write: 'Напишите сообщение', send: 'Отправить', log: 'Беседа', you: 'Вы', us: 'Служба', choices: 'Варианты',
    connecting: 'Подключение…', live: 'На связи', offline: 'Связь прервалась. Пробуем снова.',
    unsent: 'Отправляется…', refused: 'Не отправлено. Обновите страницу и попробуйте ещё раз.',
    forget: 'Удалить', forgetTitle: 'Удалить беседу?', cancel: 'Отмена',
    forgetExplain: 'Беседа исчезнет с этого устройства. Уже данные ответы остаются в службе: '
      + 'напишите ДАННЫЕ, чтобы увидеть их, или УДАЛИТЬ, чтобы стереть.',
  },
  ar: {
    welcome: 'أخبرنا برأيك', start: 'ابدأ',
    explain: 'الإجابة اختيارية، ويمكنك التوقف في أي وقت.',
    kept: 'تبقى المحادثة على هذا الجهاز حتى تحذفها.',
    write: 'اكتب رسالة', send: 'أرسل', log: 'المحادثة', you: 'أنت', us: 'الخدمة', choices: 'الخيارات',
    connecting: 'جارٍ الاتصال…', live: 'متصل', offline: 'انقطع الاتصال. تجري إعادة المحاولة.',
    unsent: 'تُرسل…', refused: 'لم تُرسل. أعد تحميل الصفحة وحاول مرة أخرى.',
    forget: 'حذف', forgetTitle: 'هل تريد حذف المحادثة؟', cancel: 'إلغاء',
    forgetExplain: 'ستختفي المحادثة من هذا الجهاز. تبقى الإجابات التي قدمتها لدى الخدمة: '
      + 'اكتب «بياناتي» لرؤيتها أو «احذف بياناتي» لمحوها.',
  },
};

const rightToLeft = new Set(['ar', 'fa', 'ckb', 'ur', 'he', 'ps']);
const primary = (tag) => tag.toLowerCase().split('-')[0];

let current = 'fi';

/** The page's words in its language. */
export const words = () => texts[current];

/** The tag to tell the service: what the page speaks. */
export const pageLanguage = () => current;

/** Speaks the first of these languages that the page knows; the page runs in the direction of the first of all. */
export function speak(...tags) {
  const known = tags.filter(Boolean).find((tag) => texts[primary(tag)]);
  current = known ? primary(known) : current;
  document.documentElement.lang = current;
  document.documentElement.dir = rightToLeft.has(primary(tags.find(Boolean) ?? current)) ? 'rtl' : 'ltr';
  for (const element of document.querySelectorAll('[data-text]')) element.textContent = words()[element.dataset.text];
}
