import { now, onMove } from './clock.js';
import { postAsClient } from './cloud.js';
import { keep, kept } from './memory.js';
import { onWords, words } from './words.js';
import { timeOf } from './zone.js';

const SLOW_SECONDS = 25;
const HUES = [168, 24, 262];

/** The people who may write. Each keeps their conversation in this browser. */
const people = [0, 1, 2].map((index) => load(index));
const phones = [];
let quiet = 4;
let longest = 20;

function load(index) {
  const saved = kept(`person${index}`);
  return saved?.contactId ? { ...saved, index } : begin(index);
}

function begin(index) {
  const contactId = `play-${index + 1}-${Math.random().toString(36).slice(2, 10)}`;
  return {
    index,
    contactId,
    name: words().clients[index],
    talk: [],
    taken: 0,
    number: Math.floor(Date.now() / 1000) % 1_000_000_000,
  };
}

function save({ index, ...person }) {
  keep(`person${index}`, person);
}

const nameOf = ({ index, name }) => name ?? words().clients[index];

/** How long the salon waits for more words, from its configuration. */
export function useWindows(quietSeconds, longestSeconds) {
  quiet = quietSeconds;
  longest = longestSeconds;
}

/** Gives replies to whom they are for. @returns how many were new */
export function takeReplies(outbox) {
  let fresh = 0;
  for (const person of people) {
    const replies = outbox.filter(({ contactId }) => contactId === person.contactId);
    // Fewer than before: the local cloud was started again and its record begins anew.
    if (replies.length < person.taken) person.taken = 0;
    for (const { text } of replies.slice(person.taken)) {
      const burst = waitingOf(person).filter(({ state }) => state === 'sent');
      for (const message of burst) message.state = 'answered';
      person.talk.push({ from: 'salon', text, at: now().toISOString(), to: burst.length });
      fresh += 1;
    }
    if (replies.length !== person.taken) {
      person.taken = replies.length;
      save(person);
      for (const phone of phones) {
        if (phone.person !== person) continue;
        phone.showTalk();
        if (replies.length > 0) {
          phone.element.dispatchEvent(new CustomEvent('news', { detail: 1 }));
        }
      }
    }
  }
  return fresh;
}

const waitingOf = ({ talk }) =>
  talk.filter(({ from, state }) => from === 'client' && state !== 'answered');

async function send(person, text) {
  person.number += 1;
  const message = {
    from: 'client',
    text,
    at: now().toISOString(),
    state: 'sending',
    number: person.number,
  };
  person.talk.push(message);
  await deliver(person, message);
}

async function deliver(person, message) {
  message.state = 'sending';
  refresh(person);
  try {
    await postAsClient({
      contactId: person.contactId,
      name: nameOf(person),
      text: message.text,
      messageId: message.number,
      date: now(),
    });
    message.state = 'sent';
    message.at = now().toISOString();
  } catch {
    message.state = 'failed';
  }
  save(person);
  refresh(person);
}

function refresh(person) {
  for (const phone of phones) if (phone.person === person) phone.showTalk();
}

/** Builds one phone. @param index which person holds it at first */
export function addPhone(index) {
  const phone = new Phone(people[index]);
  phones.push(phone);
  return phone;
}

/** Sends what stands in both phones in the same moment. */
export function race() {
  return Promise.all(phones.map((phone) => phone.submit()));
}

class Phone {
  element = document.createElement('article');
  #select = document.createElement('select');
  #fresh = document.createElement('button');
  #log = document.createElement('div');
  #state = document.createElement('p');
  #ideas = document.createElement('div');
  #form = document.createElement('form');
  #input = document.createElement('textarea');
  #send = document.createElement('button');
  #shown = '';

  constructor(person) {
    this.person = person;
    this.element.className = 'phone';
    const head = document.createElement('header');
    const avatar = document.createElement('span');
    avatar.className = 'avatar';
    avatar.setAttribute('aria-hidden', 'true');
    this.#fresh.type = 'button';
    this.#fresh.className = 'quiet';
    head.append(avatar, this.#select, this.#fresh);
    this.#log.className = 'talk';
    this.#log.setAttribute('role', 'log');
    this.#log.setAttribute('aria-live', 'polite');
    this.#log.tabIndex = 0;
    this.#state.className = 'state';
    this.#state.setAttribute('role', 'status');
    this.#ideas.className = 'ideas';
    this.#input.rows = 1;
    this.#input.maxLength = 4000;
    this.#send.className = 'strong send';
    this.#send.innerHTML =
      '<svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true"><path d="M3 20.5 21.5 12 3 3.5l2.2 6.9L14 12l-8.800 1.600z" fill="currentColor"/></svg>';
    this.#form.append(this.#input, this.#send);
    this.element.append(head, this.#log, this.#state, this.#ideas, this.#form);

    this.#select.addEventListener('change', () => {
      this.person = people[Number(this.#select.value)];
      this.show();
    });
    this.#fresh.addEventListener('click', () => {
      Object.assign(this.person, begin(this.person.index));
      save(this.person);
      refresh(this.person);
      this.#input.focus();
    });
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.submit();
    });
    this.#input.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        this.submit();
      }
    });
    this.#input.addEventListener('input', () => this.#grow());
    onWords(() => this.show());
    onMove(() => this.showState());
    setInterval(() => this.showState(), 250);
  }

  /** Sends what is written, if anything. */
  submit() {
    const text = this.#input.value.trim();
    if (text === '') return undefined;
    this.#input.value = '';
    this.#grow();
    this.#input.focus();
    return send(this.person, text);
  }

  #grow() {
    this.#input.style.height = 'auto';
    this.#input.style.height = `${Math.min(this.#input.scrollHeight, 120)}px`;
  }

  show() {
    const texts = words();
    this.#select.setAttribute('aria-label', texts.client);
    this.#select.replaceChildren(
      ...people.map(
        (person) => new Option(nameOf(person), String(person.index), false, person === this.person),
      ),
    );
    this.#fresh.textContent = texts.fresh;
    this.#fresh.title = texts.freshHint;
    this.#fresh.setAttribute('aria-label', texts.freshHint);
    this.#input.placeholder = texts.compose;
    this.#input.setAttribute('aria-label', `${texts.compose}: ${nameOf(this.person)}`);
    this.#send.setAttribute('aria-label', texts.send);
    this.#send.title = texts.send;
    this.#ideas.replaceChildren(
      ...texts.ideas.map((idea) => {
        const button = document.createElement('button');
        button.type = 'button';
        button.textContent = idea;
        button.addEventListener('click', () => {
          this.#input.value = idea;
          this.#grow();
          this.#input.focus();
        });
        return button;
      }),
    );
    this.#shown = '';
    this.showTalk();
  }

  showTalk() {
    const { person } = this;
    const texts = words();
    this.element.style.setProperty('--hue', HUES[person.index]);
    this.element.querySelector('.avatar').textContent = [...nameOf(person)][0];
    this.#log.setAttribute('aria-label', nameOf(person));
    const print = JSON.stringify([person.contactId, person.talk, texts.locale]);
    if (print === this.#shown) return;
    const before = this.#shown === '' ? 0 : this.#log.querySelectorAll('.bubble').length;
    this.#shown = print;
    if (person.talk.length === 0) {
      const empty = document.createElement('div');
      empty.className = 'empty';
      const title = document.createElement('strong');
      title.textContent = texts.emptyTitle;
      const text = document.createElement('p');
      text.textContent = texts.emptyText;
      empty.append(title, text);
      this.#log.replaceChildren(empty);
    } else if (before > 0 && before < person.talk.length) {
      // Only what is new is added, so that screen readers speak only of it.
      const bubbles = [...this.#log.children];
      for (const [index, message] of person.talk.entries()) {
        const made = this.#bubble(message, texts);
        if (index >= before) this.#log.append(made);
        else if (bubbles[index].dataset.print !== made.dataset.print)
          bubbles[index].replaceWith(made);
      }
    } else {
      this.#log.replaceChildren(...person.talk.map((message) => this.#bubble(message, texts)));
    }
    this.#log.scrollTop = this.#log.scrollHeight;
    this.showState();
  }

  #bubble(message, texts) {
    const row = document.createElement('div');
    row.className = `bubble from-${message.from} ${message.state ?? ''}`;
    row.dataset.print = `${message.state} ${message.at}`;
    const who = document.createElement('span');
    who.className = 'unseen';
    who.textContent = `${message.from === 'client' ? texts.you : texts.salon}: `;
    const text = document.createElement('p');
    text.dir = 'auto';
    text.textContent = message.text;
    const foot = document.createElement('small');
    const time = document.createElement('time');
    time.textContent = timeOf(new Date(message.at));
    foot.append(time);
    if (message.to > 1) {
      const mark = document.createElement('span');
      mark.className = 'together';
      mark.textContent = texts.together(message.to);
      foot.prepend(mark);
    }
    row.append(who, text, foot);
    if (message.state === 'failed') {
      const again = document.createElement('button');
      again.type = 'button';
      again.className = 'again';
      again.textContent = texts.notSent;
      again.addEventListener('click', () => deliver(this.person, message));
      row.append(again);
    }
    return row;
  }

  /** The quiet window as it runs out, then the dots of someone who writes. */
  showState() {
    const texts = words();
    const burst = waitingOf(this.person).filter(({ state }) => state === 'sent');
    const [first] = burst;
    let text = '';
    let share = 0;
    let dots = false;
    if (first) {
      const since = (at) => (now() - new Date(at)) / 1000;
      const left = Math.min(quiet - since(burst.at(-1).at), longest - since(first.at));
      if (left > 0) {
        text = texts.waiting(Math.ceil(left), burst.length);
        share = left / quiet;
      } else {
        dots = -left < SLOW_SECONDS;
        text = dots ? texts.typing : texts.slow;
      }
    }
    if (this.#state.textContent !== text) this.#state.textContent = text;
    this.#state.style.setProperty('--left', String(Math.max(0, Math.min(1, share))));
    this.#state.classList.toggle('counting', share > 0);
    this.#state.classList.toggle('typing', dots);
    this.#ideas.hidden = Boolean(first);
  }
}
