import type { AccountTexts } from './shape.ts';

export const en: AccountTexts = {
  confirmation: ({ name, code }) => ({
    subject: `${code} is your frontdesk code`,
    text: `Hello, ${name}!

Your code to confirm this address: ${code}

It is good for one hour. If you did not register at frontdesk, simply ignore this message: without the code nothing happens.`,
  }),
  registered: () => ({
    subject: 'You already have a frontdesk account',
    text: `Hello!

Somebody, perhaps you, tried to register this address at frontdesk. It has an account already: just sign in. If you do not remember the password, choose "Forgot password" there.

If it was not you, there is nothing to do: your account is unchanged.`,
  }),
  reset: ({ code }) => ({
    subject: `${code} is your code for a new password`,
    text: `Hello!

Your code to set a new frontdesk password: ${code}

It is good for one hour. If you did not ask for it, ignore this message: your password stays as it is.`,
  }),
};
