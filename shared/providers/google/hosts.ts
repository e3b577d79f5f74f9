/** Where Google's services answer. `GOOGLE_API_ROOT` names one server that stands for all of them. */
export function hosts(): {
  readonly token: string;
  readonly sheets: string;
  readonly calendar: string;
} {
  const root = process.env.GOOGLE_API_ROOT;
  return {
    token: `${root || 'https://oauth2.googleapis.com'}/token`,
    sheets: `${root || 'https://sheets.googleapis.com'}/v4/spreadsheets`,
    calendar: `${root || 'https://www.googleapis.com'}/calendar/v3`,
  };
}
