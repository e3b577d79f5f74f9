export { zoomMeetings } from './client.ts';
export { zoomOAuth } from './oauth.ts';
