import type { ConsentTexts, PageTexts } from './shape.ts';

export const en: PageTexts = {
  connected: {
    title: 'Connected',
    text: ({ what, account }) => `${what} is connected as ${account}. You can close this page.`,
  },
  denied: {
    title: 'Not connected',
    text: ({ what }) => `You did not agree, so ${what} was not connected. Nothing was changed.`,
  },
  incomplete: {
    title: 'Not connected',
    text: ({ what }) =>
      `${what} was not connected: a permission was left out without which it cannot work. Connect it again and leave all boxes ticked.`,
  },
  refused: {
    title: 'Not connected',
    text: ({ what, provider }) =>
      `${provider} did not accept the request, so ${what} was not connected. Connect it again; if it happens once more, write to us.`,
  },
  not_now: {
    title: 'Not connected yet',
    text: ({ what, provider }) =>
      `${provider} does not answer at the moment, so ${what} was not connected. Try again in a few minutes.`,
  },
  other_browser: {
    title: 'Not connected',
    text: ({ what }) =>
      `This was begun in another browser, or yours keeps no cookies, so ${what} was not connected. Start again from the page of integrations and stay in one browser.`,
  },
  unknown: {
    title: 'This link is used up',
    text: () =>
      'A link for connecting is good for ten minutes and for one time. Start again from the page of integrations.',
  },
};

export const enConsent: ConsentTexts = ({ what, provider, project, owner }) => ({
  title: `Connect ${what} to “${project}”?`,
  paragraphs: [
    `Asked for by: ${owner.join(', ')}.`,
    `Next you sign in at ${provider}. The project “${project}” will then work with the account you choose there, and its members will see what comes from it.`,
    'If you did not begin this yourself, close this page: nothing has been connected.',
  ],
  button: `Continue to ${provider}`,
});
