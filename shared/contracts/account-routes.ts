import * as accounts from './accounts.ts';
import * as members from './members.ts';
import type { RouteContract, RouteKey } from './route.ts';

const tooMany = { too_many_attempts: 429 } as const;
const mailed = { ...tooMany, mail_not_configured: 503 } as const;
const gone = { account_deleted: 410 } as const;

/** How people come in. Nothing here tells who is registered. */
const COMING_IN: Readonly<Record<RouteKey, RouteContract>> = {
  'POST /api/accounts/register': {
    door: 'api-accounts',
    summary: 'Register; a code is mailed',
    access: 'everyone',
    body: accounts.newAccount,
    answers: { 200: accounts.registrationDocument },
    refusals: mailed,
  },
  'POST /api/accounts/confirm': {
    door: 'api-accounts',
    summary: 'Confirm the address with the mailed code',
    access: 'everyone',
    body: accounts.confirmation,
    answers: { 200: accounts.confirmedDocument },
    refusals: { ...tooMany, invalid_code: 400 },
  },
  'POST /api/accounts/resend-code': {
    door: 'api-accounts',
    summary: 'Have a new code mailed; the one before it ends',
    access: 'everyone',
    body: accounts.resendWish,
    answers: { 200: accounts.mailedDocument },
    refusals: mailed,
  },
  'POST /api/accounts/login': {
    door: 'api-accounts',
    summary: 'Sign in with e-mail and password',
    access: 'everyone',
    body: accounts.credentials,
    answers: { 200: accounts.sessionDocument },
    refusals: { ...tooMany, invalid_credentials: 401, new_password_required: 403 },
  },
  'POST /api/accounts/refresh': {
    door: 'api-accounts',
    summary: 'A new id token for a refresh token',
    access: 'everyone',
    body: accounts.refreshWish,
    answers: { 200: accounts.sessionDocument },
    refusals: { ...tooMany, invalid_session: 401 },
  },
  'POST /api/accounts/forgot-password': {
    door: 'api-accounts',
    summary: 'Have a code mailed with which a new password can be set',
    access: 'everyone',
    body: accounts.forgottenPassword,
    answers: { 200: accounts.mailedDocument },
    refusals: mailed,
  },
  'POST /api/accounts/reset-password': {
    door: 'api-accounts',
    summary: 'Set a new password with the mailed code, or take back an address; every session ends',
    access: 'everyone',
    body: accounts.passwordReset,
    answers: { 200: accounts.resetDocument },
    refusals: { ...tooMany, invalid_code: 400 },
  },
  'GET /api/accounts/invitations/{token}': {
    door: 'api-accounts',
    summary: 'What the link of an invitation offers',
    access: 'everyone',
    path: members.invitationTokenPath,
    answers: { 200: members.offeredInvitation },
    refusals: { ...tooMany, invitation_not_found: 404 },
  },
};

/** What belongs to a person, whatever the project. */
const OWN: Readonly<Record<RouteKey, RouteContract>> = {
  'POST /api/accounts/logout': {
    door: 'api-profile',
    summary: 'End every session of the account',
    access: 'user',
    answers: { 200: accounts.signedOutDocument },
  },
  'GET /api/accounts/profile': {
    door: 'api-profile',
    summary: 'The profile of the caller',
    access: 'user',
    answers: { 200: accounts.profileDocument },
    refusals: gone,
  },
  'PATCH /api/accounts/profile': {
    door: 'api-profile',
    summary: 'Change the profile of the caller',
    access: 'user',
    body: accounts.profileChange,
    answers: { 200: accounts.profileDocument },
    refusals: gone,
  },
  'POST /api/accounts/change-password': {
    door: 'api-profile',
    summary: 'Set another password; every session ends',
    access: 'user',
    body: accounts.passwordChange,
    answers: { 200: accounts.changedPasswordDocument },
    refusals: { ...tooMany, ...gone, wrong_password: 403 },
  },
  'POST /api/accounts/change-email': {
    door: 'api-profile',
    summary: 'Have a code mailed to the address that is to be the new one of the account',
    access: 'user',
    body: accounts.emailChangeWish,
    answers: { 200: accounts.emailChangeDocument },
    refusals: { ...mailed, ...gone, wrong_password: 403, same_address: 409 },
  },
  'POST /api/accounts/confirm-email': {
    door: 'api-profile',
    summary: 'Change the address of the account with the mailed code; every session ends',
    access: 'user',
    body: accounts.emailConfirmation,
    answers: { 200: accounts.changedEmailDocument },
    refusals: { ...tooMany, ...gone, invalid_code: 400, address_taken: 409 },
  },
  'POST /api/accounts/deletion': {
    door: 'api-profile',
    summary: 'Delete the account of the caller',
    access: 'user',
    body: accounts.deletionWish,
    answers: { 200: accounts.deletedDocument },
    refusals: { ...tooMany, wrong_password: 403, sole_owner: 409 },
  },
  'POST /api/accounts/invitations/accept': {
    door: 'api-profile',
    summary: 'Become a member by the link of an invitation',
    access: 'user',
    body: members.acceptance,
    answers: { 200: members.membershipDocument },
    refusals: { ...gone, invitation_not_found: 404, other_address: 403 },
  },
  'GET /projects': {
    door: 'api-profile',
    summary: 'The projects of the caller',
    access: 'user',
    query: members.projectsQuery,
    answers: { 200: members.projectList },
  },
  'POST /projects': {
    door: 'api-profile',
    summary: 'Make a project; the caller owns it',
    access: 'user',
    keyed: true,
    body: members.newProject,
    answers: { 200: members.projectSummary, 201: members.projectSummary },
    refusals: { ...gone, too_many_projects: 409 },
  },
};

export const ACCOUNTS: Readonly<Record<RouteKey, RouteContract>> = { ...COMING_IN, ...OWN };
