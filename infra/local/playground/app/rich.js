/** A formatted text of Telegram as elements: nothing of it is ever read as HTML. */

const TAGS = {
  bold: 'b',
  italic: 'i',
  underline: 'u',
  strikethrough: 's',
  code: 'code',
  pre: 'code',
  text_link: 'a',
  blockquote: 'q',
  expandable_blockquote: 'q',
};
const COMMAND = /(?<=^|\s)\/[a-z0-9_]{1,32}(?=$|[\s,.;:!?)—–])/g;

/**
 * Builds the text; a command in it can be pressed.
 *
 * @param onCommand what a pressed command does
 */
export function rich({ text, entities = [] }, onCommand) {
  const edges = new Set([0, text.length]);
  for (const { offset, length } of entities) edges.add(offset).add(offset + length);
  const cuts = [...edges].sort((a, b) => a - b);
  return cuts.slice(1).map((end, index) => {
    const start = cuts[index];
    const around = entities.filter(
      ({ offset, length }) => offset <= start && end <= offset + length,
    );
    const part = document.createElement('span');
    part.append(...withCommands(text.slice(start, end), onCommand));
    return around.reduceRight((inner, entity) => wrap(entity, inner), part);
  });
}

function wrap(entity, inner) {
  const element = document.createElement(TAGS[entity.type] ?? 'span');
  if (entity.type === 'spoiler') element.className = 'spoiler';
  if (entity.type === 'text_link' && /^(https?|tg):/.test(entity.url ?? '')) {
    element.href = entity.url;
    element.target = '_blank';
    element.rel = 'noreferrer';
  }
  element.append(inner);
  return element;
}

function withCommands(text, onCommand) {
  const parts = [];
  let at = 0;
  for (const { 0: command, index } of text.matchAll(COMMAND)) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'command';
    button.textContent = command;
    button.addEventListener('click', () => onCommand(command));
    parts.push(text.slice(at, index), button);
    at = index + command.length;
  }
  return [...parts, text.slice(at)];
}
