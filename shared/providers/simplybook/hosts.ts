/** Where both sides of SimplyBook.me answer: `SIMPLYBOOK_API_ROOT`, or one server that stands for both. */
export function hosts(): { readonly rest: string; readonly rpc: string } {
  const rest = process.env.SIMPLYBOOK_API_ROOT || 'https://user-api-v2.simplybook.me';
  return { rest, rpc: rest.replace('//user-api-v2.', '//user-api.') };
}
