// The web chat on somebody else's page: one script tag, a button in the corner, the chat in a frame.
//   <script src="https://SERVICE/chat/widget.js" data-keyword="PALAUTE" data-label="Anna palautetta" async></script>
// Further: data-language (of the chat's page), data-side="start" (the other corner).
(() => {
  const script = document.currentScript;
  const { keyword = 'palaute', label = 'Palaute', language = '', side = 'end' } = script.dataset;
  const origin = new URL(script.src).origin;
  const query = language ? `?language=${encodeURIComponent(language)}` : '';
  const address = `${origin}/chat/${encodeURIComponent(keyword)}${query}`;

  const corner = side === 'start' ? 'start' : 'end';
  const css = `
    :host {
      all: initial; position: fixed; inset-block-end: 1rem; inset-inline-${corner}: 1rem; z-index: 2147483000;
      font: 16px/1.4 system-ui, sans-serif; --accent: #0b6157; --on: #fff; --focus: #0a4fd6; --ring: #fff;
    }
    .box { display: flex; flex-direction: column; gap: .75rem; align-items: flex-${corner}; }
    button {
      all: unset; box-sizing: border-box; cursor: pointer; min-height: 48px; padding: 0 1.25rem;
      display: flex; align-items: center; font-weight: 600;
      background: var(--accent); color: var(--on); border-radius: 999px; box-shadow: 0 2px 10px rgb(0 0 0 / .25);
    }
    button:hover { filter: brightness(1.12); }
    button:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; box-shadow: 0 0 0 7px var(--ring); }
    .frame {
      width: min(26rem, calc(100vw - 2rem)); height: min(40rem, calc(100dvh - 6rem));
      border: 0; border-radius: 16px; background: Canvas; box-shadow: 0 8px 40px rgb(0 0 0 / .3);
    }
    .frame[hidden] { display: none; }
    @media (prefers-color-scheme: dark) {
      :host { --accent: #63cdbb; --on: #04211d; --focus: #8ab4ff; --ring: #0d1412; }
    }
  `;

  function build() {
    const host = document.createElement('div');
    const root = host.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
    const box = Object.assign(document.createElement('div'), { className: 'box' });
    const frame = Object.assign(document.createElement('iframe'), { className: 'frame', title: label, hidden: true });
    const button = Object.assign(document.createElement('button'), { type: 'button', textContent: label });
    button.setAttribute('aria-expanded', 'false');
    box.append(frame, button);
    root.append(box);
    document.body.append(host);
    return { frame, button };
  }

  function start() {
    const { frame, button } = build();
    const show = (open) => {
      if (open && !frame.src) frame.src = address;  // nothing is fetched before the button is pressed
      frame.hidden = !open;
      button.textContent = open ? '\u00d7' : label;  // the host's page may not be UTF-8
      button.setAttribute('aria-label', open ? `${label} \u00d7` : label);
      button.setAttribute('aria-expanded', String(open));
      if (open) frame.focus();
      else button.focus();
    };
    button.onclick = () => show(frame.hidden);
    addEventListener('keydown', (event) => { if (event.key === 'Escape' && !frame.hidden) show(false); });
    addEventListener('message', (event) => {
      const ours = event.origin === origin && event.source === frame.contentWindow;
      if (ours && event.data === 'kuulolla-close') show(false);
    });
  }

  if (document.body) start();
  else addEventListener('DOMContentLoaded', start);
})();
