export { zoomOAuth } from './client.ts';
export { zoomMeetings } from './meetings.ts';
