import type { AccountTexts } from './shape.ts';

export const en: AccountTexts = {
  confirmation: ({ code }) => ({
    subject: `${code} is your frontdesk code`,
    text: `Hello!

Your code to confirm this address: ${code}

It is good for one hour. If you did not register at frontdesk, simply ignore this message: without the code nothing happens.`,
  }),
  registered: () => ({
    subject: 'You already have a frontdesk account',
    text: `Hello!

Somebody (perhaps you) tried to register at frontdesk with this address. It already has an account: just sign in. If you do not remember the password, choose "Forgot password" on the sign-in page.

If it was not you, there is nothing to do: your account is unchanged.`,
  }),
  reset: ({ code }) => ({
    subject: `${code} is your code for a new password`,
    text: `Hello!

Your code to set a new frontdesk password: ${code}

It is good for one hour. If you did not ask for it, ignore this message: your password stays as it is.`,
  }),
  emailChange: ({ code }) => ({
    subject: `${code} is your code for a new e-mail address`,
    text: `Hello!

Your code to start signing in to frontdesk with this address: ${code}

It is good for one hour. If you did not ask for it, ignore this message: without the code nothing happens.`,
  }),
  emailTaken: () => ({
    subject: 'This address already has a frontdesk account',
    text: `Hello!

Somebody (perhaps you) tried to use this address for another frontdesk account. It already has an account of its own, so nothing was changed.

If it was you, sign in with this address, or choose another one. If it was not you, there is nothing to do.`,
  }),
  emailChanged: ({ code }) => ({
    subject: 'The address of your frontdesk account was changed',
    text: `Hello!

Your frontdesk account has a new e-mail address. From now on, sign in with the new one; this one no longer works.

If you changed it, there is nothing to do. If you did not, take the account back: choose "Forgot password" on the sign-in page and enter this address, the code ${code} and a new password. The account will have this address again, and everybody else will be signed out.

The code is good for three days.`,
  }),
  passwordChanged: () => ({
    subject: 'The password of your frontdesk account was changed',
    text: `Hello!

The password of your frontdesk account was changed, and every device was signed out.

If you changed it, there is nothing to do. If you did not, choose "Forgot password" on the sign-in page and set a new one right away.`,
  }),
};
