export {
  DESTINATIONS,
  type Destination,
  type DestinationName,
  type Remote,
  type RemoteBooking,
  SYNC_ACTIONS,
  type SyncAction,
  type SyncItem,
  type SyncOutcome,
} from './destination.ts';
