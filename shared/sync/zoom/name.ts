/** The name of the destination, of its one place and of the integration type. */
export const ZOOM = 'zoom';
