import { onMove } from './clock.js';
import { act, readChats, readMenus } from './cloud.js';
import { rich } from './rich.js';
import { onWords, words } from './words.js';
import { timeOf } from './zone.js';

const HUES = { reception: [215, 320], escalation: [45], specialist: [145] };
const NOTICE_MS = 4500;

const phones = [];

/**
 * Builds the phones of the people who work here.
 *
 * @param people `[{ role, chatId, name, bot }]` of the demo
 * @returns their elements
 */
export function addTeam(people) {
  const counts = {};
  for (const person of people) {
    const place = counts[person.role] ?? 0;
    counts[person.role] = place + 1;
    const hues = HUES[person.role] ?? [265];
    phones.push(new TeamPhone(person, hues[place % hues.length]));
  }
  onWords(() => {
    readMenus(words().locale.slice(0, 2)).then(
      (menus) => {
        for (const phone of phones) phone.offer(menus[phone.person.bot] ?? []);
      },
      () => {},
    );
  });
  onMove(() => refreshTeam().catch(() => {}));
  return phones.map(({ element }) => element);
}

/** Reads all chats again. @returns how many messages are new or changed */
export async function refreshTeam() {
  if (phones.length === 0) return 0;
  const chats = await readChats();
  let fresh = 0;
  for (const phone of phones) {
    const chat = chats.find(
      ({ bot, user }) => user.id === phone.person.chatId && bot.username === phone.person.bot,
    );
    fresh += phone.take(chat);
  }
  return fresh;
}

function made(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

function pressed(className, text, onPress) {
  const button = made('button', className, text);
  button.type = 'button';
  button.addEventListener('click', onPress);
  return button;
}

class TeamPhone {
  element = made('article', 'phone team');
  #role = made('small');
  #stage = made('div', 'stage');
  #log = made('div', 'talk');
  #start = pressed('strong', '', () => this.#do('start'));
  #menu = made('div', 'ideas');
  #quote = made('div', 'quote');
  #quoted = made('span');
  #dropQuote = pressed('quiet', '✕', () => this.#reply(undefined));
  #form = made('form');
  #input = made('textarea');
  #send = made('button', 'strong send');
  #notice = made('p', 'toast');
  #dialog = made('dialog', 'told');
  #chat;
  #prints = new Map();
  #replyTo;
  #taps = new Set();
  #hideNotice;

  constructor(person, hue) {
    this.person = person;
    this.element.style.setProperty('--hue', hue);
    this.element.dataset.role = person.role;
    const head = made('header');
    const avatar = made('span', 'avatar', [...person.name][0]);
    avatar.setAttribute('aria-hidden', 'true');
    const name = made('h3', '', person.name);
    name.append(this.#role);
    head.append(avatar, name);
    this.#log.setAttribute('role', 'log');
    this.#log.setAttribute('aria-live', 'polite');
    this.#log.tabIndex = 0;
    this.#notice.setAttribute('role', 'status');
    this.#quote.append(this.#quoted, this.#dropQuote);
    this.#quote.hidden = true;
    this.#input.rows = 1;
    this.#input.maxLength = 4000;
    this.#send.innerHTML =
      '<svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true"><path d="M3 20.5 21.5 12 3 3.5l2.2 6.9L14 12l-8.800 1.600z" fill="currentColor"/></svg>';
    this.#form.append(this.#input, this.#send);
    this.#start.classList.add('begin');
    this.#stage.append(this.#log, this.#notice, this.#dialog);
    this.element.append(head, this.#stage, this.#start, this.#menu, this.#quote, this.#form);
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.#input.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.#reply(undefined);
      if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        this.#submit();
      }
    });
    this.#input.addEventListener('input', () => this.#grow());
    onWords((texts) => this.#label(texts));
  }

  /** Shows the bot's commands. */
  offer(menu) {
    this.#menu.replaceChildren(
      ...menu.map(({ command, description }) => {
        const button = pressed('', `/${command}`, () => this.#say(`/${command}`));
        button.title = description;
        return button;
      }),
    );
    this.#menu.hidden = this.#form.hidden || menu.length === 0;
  }

  /** Takes what the chat holds now. @returns how many messages are new or changed */
  take(chat) {
    this.#chat = chat;
    const messages = chat?.messages ?? [];
    const started = chat?.started ?? false;
    this.#start.hidden = started;
    this.#form.hidden = !started;
    this.#menu.hidden = !started || !this.#menu.hasChildNodes();
    for (const notice of chat?.notices ?? []) {
      if (this.#taps.delete(notice.callback_query_id)) this.#show(notice);
    }
    return this.#draw(messages);
  }

  #label(texts) {
    const { role, name, bot } = this.person;
    this.#role.textContent = `${texts.roles[role]} · @${bot}`;
    this.#log.setAttribute('aria-label', `${name}, ${texts.roles[role]}`);
    this.#input.placeholder = texts.compose;
    this.#input.setAttribute('aria-label', `${texts.compose}: ${name}`);
    this.#send.setAttribute('aria-label', texts.send);
    this.#send.title = texts.send;
    this.#start.textContent = texts.start;
    this.#dropQuote.setAttribute('aria-label', texts.dropReply);
    this.#prints.clear();
    this.#log.replaceChildren();
    this.take(this.#chat);
  }

  #draw(messages) {
    const texts = words();
    if (messages.length === 0) {
      this.#prints.clear();
      const [title, text] = texts.teamEmpty[this.person.role];
      const empty = made('div', 'empty');
      empty.append(made('strong', '', title), made('p', '', text));
      this.#log.replaceChildren(empty);
      return 0;
    }
    const known = this.#prints.size;
    let fresh = 0;
    const gone = new Set(this.#prints.keys());
    for (const message of messages) {
      const id = String(message.message_id);
      gone.delete(id);
      const print = JSON.stringify(message);
      if (this.#prints.get(id) === print) continue;
      fresh += 1;
      const bubble = this.#bubble(message, texts);
      const before = this.#log.querySelector(`[data-message="${id}"]`);
      if (before) {
        bubble.classList.add('changed');
        before.replaceWith(bubble);
      } else {
        this.#log.querySelector('.empty')?.remove();
        this.#log.append(bubble);
        this.#log.scrollTop = this.#log.scrollHeight;
      }
      this.#prints.set(id, print);
    }
    for (const id of gone) {
      this.#prints.delete(id);
      this.#log.querySelector(`[data-message="${id}"]`)?.remove();
    }
    if (fresh > 0 && known > 0) {
      this.element.dispatchEvent(new CustomEvent('news', { detail: fresh }));
    }
    return fresh;
  }

  #bubble(message, texts) {
    const own = message.from === 'user';
    const row = made('div', `bubble ${own ? 'from-person' : 'from-bot'}`);
    row.dataset.message = message.message_id;
    row.append(made('span', 'unseen', `${own ? this.person.name : texts.bot}: `));
    const body = made('p');
    body.dir = 'auto';
    body.append(...rich(message, (command) => this.#say(command)));
    const foot = made('small');
    if (!own) {
      const reply = pressed('reply', '↩', () => this.#reply(message));
      reply.title = texts.reply;
      reply.setAttribute('aria-label', `${texts.reply}: ${message.text.split('\n')[0]}`);
      foot.append(reply);
    }
    if (message.edited) foot.append(made('span', '', texts.edited));
    foot.append(made('time', '', timeOf(new Date(message.date * 1000))));
    const replied = this.#chat?.messages.find(({ message_id }) => message_id === message.reply_to);
    if (replied) row.append(made('span', 'replied', replied.text.split('\n')[0]));
    row.append(body, foot);
    if (message.keyboard.length > 0) row.append(this.#keyboard(message));
    return row;
  }

  #keyboard({ message_id, keyboard }) {
    const rows = made('div', 'keyboard');
    for (const buttons of keyboard) {
      const line = made('div');
      line.append(
        ...buttons.map(({ text, url, callback_data: data }) => {
          if (url) {
            const link = made('a', '', text);
            link.href = url;
            link.target = '_blank';
            link.rel = 'noreferrer';
            return link;
          }
          const button = pressed('', text, async () => {
            button.disabled = true;
            await this.#tap(message_id, data);
            button.disabled = false;
          });
          return button;
        }),
      );
      rows.append(line);
    }
    return rows;
  }

  async #tap(messageId, data) {
    const told = await this.#do('tap', { message_id: messageId, data });
    if (!told) return;
    if (told.notice) this.#show(told.notice);
    else if (!told.answered && told.progress === 'delivered')
      this.#taps.add(told.callback_query_id);
  }

  #submit() {
    const text = this.#input.value.trim();
    if (text === '') return;
    this.#input.value = '';
    this.#grow();
    this.#input.focus();
    this.#say(text);
  }

  async #say(text) {
    const replyTo = this.#replyTo;
    this.#reply(undefined);
    const said = await this.#do('say', { text, ...(replyTo ? { reply_to: replyTo } : {}) });
    if (!said) this.#input.value ||= text;
  }

  /** Acts in Telegram and shows what came of it. @returns the answer, undefined when it could not be done */
  async #do(what, body = {}) {
    const { chatId, bot } = this.person;
    try {
      const told = await act(what, { user: chatId, bot, ...body });
      if (told.progress !== 'delivered') this.#show({ text: words().botSilent });
      await refreshTeam();
      return told;
    } catch {
      this.#show({ text: words().botSilent });
      return undefined;
    }
  }

  #reply(message) {
    this.#replyTo = message?.message_id;
    this.#quote.hidden = !message;
    this.#quoted.textContent = message ? message.text.split('\n')[0] : '';
    if (message) this.#input.focus();
  }

  /** What the answer to a tap shows: a line that goes away, or a box to be closed. */
  #show({ text, alert }) {
    if (!text) return;
    if (alert) {
      const close = pressed('strong', words().ok, () => this.#dialog.close());
      this.#dialog.replaceChildren(made('p', '', text), close);
      this.#dialog.show();
      close.focus();
      return;
    }
    this.#notice.textContent = text;
    this.#notice.classList.add('shown');
    clearTimeout(this.#hideNotice);
    this.#hideNotice = setTimeout(() => this.#notice.classList.remove('shown'), NOTICE_MS);
  }

  #grow() {
    this.#input.style.height = 'auto';
    this.#input.style.height = `${Math.min(this.#input.scrollHeight, 120)}px`;
  }
}
