/** The status of every refusal about an integration. */
export const CONNECT_STATUS = {
  project_not_found: 404,
  integration_not_found: 404,
  integration_exists: 409,
  unknown_integration_type: 422,
  not_in_sphere: 422,
  not_in_country: 422,
  not_in_package: 403,
  on_request: 422,
  consent_required: 422,
  credentials_refused: 422,
  invalid_input: 400,
  invalid_cursor: 400,
  not_connected: 409,
  version_conflict: 409,
} as const;

/** The status of every refusal about working hours. */
export const HOURS_STATUS = {
  project_not_found: 404,
  integration_not_found: 404,
  hours_not_found: 404,
  hours_not_supported: 422,
  hours_overlap: 409,
  too_many_hours: 409,
  not_in_package: 403,
  invalid_input: 400,
  invalid_cursor: 400,
} as const;
