// What the demo page itself says, in the languages it speaks. Residents' texts come from the service.
const texts = {
  fi: {
    skip: 'Siirry vastauksiin',
    lead: 'Puhelimet ovat leikkiä, kaikki muu on oikeaa: sama ohjelma, samat keskustelut, sama tietokanta.',
    uiLanguage: 'Sivun kieli', phones: 'Puhelimet', answers: 'Tallennetut vastaukset',
    answersExplain: 'Jokainen rivi on jo levyllä, kun se näkyy tässä.',
    noAnswers: 'Ei vielä vastauksia. Lähetä kutsu puhelimeen ja vastaa siihen.',
    colNumber: 'Nro', colQuestion: 'Kysymys', colValue: 'Arvo', colRaw: 'Kirjoitettu',
    script: 'Keskustelu', language: 'Kieli', facts: 'Kutsun tiedot', invite: 'Lähetä kutsu', send: 'Lähetä',
    write: 'Kirjoita viesti', words: 'Valmiita sanoja', screen: 'Viestit',
    looksSms: 'Tekstiviestit: vain tekstiä, hinta näkyy osina', looksMessenger: 'Pikaviestin: painikkeet',
    segments: (n, encoding, chars) => `${n} ${n === 1 ? 'osa' : 'osaa'} · ${encoding} · ${chars} merkkiä`,
    live: 'Yhteys elää', offline: 'Yhteys katkesi. Yritetään uudelleen.', refused: 'Kutsu ei lähtenyt: ',
    notSent: 'Ei vielä lähetetty. Yritetään uudelleen.', unclear: 'epäselvä', erased: 'poistettu', ended: 'Päättyi',
    reserved: ['STOP', 'APUA', 'KIELI', 'OHI', 'TAKAISIN', 'TIEDOT', 'ALOITA'],
    excluded: 'Kutsua ei lähetetty: asukas on kieltänyt viestit (ALOITA peruu kiellon).',
  },
  sv: {
    skip: 'Gå till svaren',
    lead: 'Telefonerna är på låtsas, allt annat är på riktigt: samma program, samma samtal, samma databas.',
    uiLanguage: 'Sidans språk', phones: 'Telefoner', answers: 'Sparade svar',
    answersExplain: 'Varje rad finns redan på disken när den syns här.',
    noAnswers: 'Inga svar ännu. Skicka en inbjudan till en telefon och svara på den.',
    colNumber: 'Nr', colQuestion: 'Fråga', colValue: 'Värde', colRaw: 'Skrivet',
    script: 'Samtal', language: 'Språk', facts: 'Inbjudans uppgifter', invite: 'Skicka inbjudan', send: 'Skicka',
    write: 'Skriv ett meddelande', words: 'Färdiga ord', screen: 'Meddelanden',
    looksSms: 'Textmeddelanden: bara text, priset syns i delar', looksMessenger: 'Snabbmeddelanden: knappar',
    segments: (n, encoding, chars) => `${n} ${n === 1 ? 'del' : 'delar'} · ${encoding} · ${chars} tecken`,
    live: 'Ansluten', offline: 'Anslutningen bröts. Försöker igen.', refused: 'Inbjudan skickades inte: ',
    notSent: 'Inte skickat ännu. Försöker igen.', unclear: 'oklart', erased: 'raderat', ended: 'Avslutades',
    reserved: ['STOPP', 'HJÄLP', 'SPRÅK', 'HOPPA', 'TILLBAKA', 'UPPGIFTER', 'START'],
    excluded: 'Inbjudan skickades inte: invånaren har sagt nej till meddelanden (START tar tillbaka det).',
  },
  ar: {
    skip: 'انتقل إلى الإجابات',
    lead: 'الهواتف للتجربة فقط، وكل ما عداها حقيقي: البرنامج نفسه، والحوارات نفسها، وقاعدة البيانات نفسها.',
    uiLanguage: 'لغة الصفحة', phones: 'الهواتف', answers: 'الإجابات المحفوظة',
    answersExplain: 'كل سطر محفوظ على القرص قبل أن يظهر هنا.',
    noAnswers: 'لا توجد إجابات بعد. أرسل دعوة إلى هاتف ثم أجب عنها.',
    colNumber: 'رقم', colQuestion: 'السؤال', colValue: 'القيمة', colRaw: 'كما كُتبت',
    script: 'الحوار', language: 'اللغة', facts: 'بيانات الدعوة', invite: 'أرسل دعوة', send: 'أرسل',
    write: 'اكتب رسالة', words: 'كلمات جاهزة', screen: 'الرسائل',
    looksSms: 'رسائل نصية: نص فقط، والسعر بالأجزاء', looksMessenger: 'تطبيق مراسلة: أزرار',
    segments: (n, encoding, chars) => `الأجزاء: ${n} · ${encoding} · الأحرف: ${chars}`,
    live: 'متصل', offline: 'انقطع الاتصال. تجري إعادة المحاولة.', refused: 'لم تُرسل الدعوة: ',
    notSent: 'لم تُرسل بعد. تجري إعادة المحاولة.', unclear: 'غير واضح', erased: 'محذوف', ended: 'انتهى',
    reserved: ['STOP', 'مساعدة', 'لغة', 'تخطي', 'رجوع', 'بياناتي', 'START'],
    excluded: 'لم تُرسل الدعوة: رفض المقيم الرسائل (START تلغي الرفض).',
  },
  en: {
    skip: 'Skip to the answers',
    lead: 'The phones are make-believe, all else is real: the same program, the same dialogs, the same database.',
    uiLanguage: 'Language of this page', phones: 'Phones', answers: 'Stored answers',
    answersExplain: 'Each row is on the disk by the time you see it here.',
    noAnswers: 'No answers yet. Send an invitation to a phone, and answer it.',
    colNumber: 'No', colQuestion: 'Question', colValue: 'Value', colRaw: 'As written',
    script: 'Dialog',
    language: 'Language', facts: 'Facts of the invitation', invite: 'Send an invitation',
    send: 'Send',
    write: 'Write a message', words: 'Ready words', screen: 'Messages',
    looksSms: 'Text messages: plain text, priced in segments', looksMessenger: 'Messenger: buttons',
    segments: (n, encoding, chars) => `${n} ${n === 1 ? 'segment' : 'segments'} · ${encoding} · ${chars} characters`,
    live: 'Connected', offline: 'The connection broke. Trying again.', refused: 'The invitation did not leave: ',
    notSent: 'Not sent yet. Trying again.', unclear: 'unclear', erased: 'erased', ended: 'Ended',
    reserved: ['STOP', 'HELP', 'LANGUAGE', 'SKIP', 'BACK', 'DATA', 'START'],
    excluded: 'No invitation was sent: the resident has said STOP (START takes it back).',
  },
};

const known = Object.keys(texts);
const wished = [localStorage.getItem('kuulolla-ui'), ...navigator.languages.map((tag) => tag.split('-')[0]), 'en'];
let current = wished.find((tag) => known.includes(tag));

/** The page's language: `fi`, `sv`, `ar` or `en`. */
export const uiLanguage = () => current;

/** The page's words in its language. */
export const words = () => texts[current];

/** Speaks another language from now on: fills every `data-text`. */
export function speak(language) {
  current = language;
  localStorage.setItem('kuulolla-ui', language);
  document.documentElement.lang = language;
  document.documentElement.dir = language === 'ar' ? 'rtl' : 'ltr';
  for (const element of document.querySelectorAll('[data-text]')) {
    element.textContent = texts[language][element.dataset.text];
  }
}
