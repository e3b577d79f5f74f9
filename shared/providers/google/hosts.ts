/** Where Google's services answer. `GOOGLE_API_ROOT` names one server that stands for all of them. */
export function hosts(): {
  readonly consent: string;
  readonly token: string;
  readonly revoke: string;
  readonly userInfo: string;
  readonly sheets: string;
  readonly calendar: string;
} {
  const root = process.env.GOOGLE_API_ROOT;
  return {
    consent: `${root || 'https://accounts.google.com'}/o/oauth2/v2/auth`,
    token: `${root || 'https://oauth2.googleapis.com'}/token`,
    revoke: `${root || 'https://oauth2.googleapis.com'}/revoke`,
    userInfo: `${root || 'https://openidconnect.googleapis.com'}/v1/userinfo`,
    sheets: `${root || 'https://sheets.googleapis.com'}/v4/spreadsheets`,
    calendar: `${root || 'https://www.googleapis.com'}/calendar/v3`,
  };
}
