/** Every metric of our own, in the order in which they are written and documented. */
export const ownMetrics = {
  http_requests_total: {
    type: 'counter',
    help: 'Requests answered. route: the pattern of the address, "none" where there is none. way: "kept" from finished bytes, "computed" otherwise.',
  },
  http_request_duration_seconds: {
    type: 'histogram',
    help: 'Time from the request being read to its answer being handed over.',
  },
  http_requests_refused_total: {
    type: 'counter',
    help: 'What was turned away. reason: "rate_limit" (429), "overload" (503), "connections" (closed without an answer: too many are open).',
  },
  http_unreadable_requests_total: {
    type: 'counter',
    help: 'Bytes that could not be read as a request. fault: "malformed", "headers_too_large", "timeout" (did not arrive in time).',
  },
  http_connections: { type: 'gauge', help: 'Connections that are open.' },
  answer_cache_hits_total: { type: 'counter', help: 'Questions whose finished answer was kept.' },
  answer_cache_misses_total: { type: 'counter', help: 'Questions whose answer had to be made.' },
  answer_cache_evictions_total: { type: 'counter', help: 'Answers that gave way to others.' },
  answer_cache_entries: { type: 'gauge', help: 'Finished answers that are kept.' },
  answer_cache_bytes: { type: 'gauge', help: 'Bytes that they may take up, all encodings together.' },
  answer_cache_addresses: { type: 'gauge', help: 'Addresses known to lead to a kept answer.' },
  directory_version: { type: 'gauge', help: 'Version of the directory that is served; absent while there is none.' },
  directory_listings: { type: 'gauge', help: 'Listings in it.' },
  directory_source: {
    type: 'gauge',
    help: '1 for where the directory that is served came from: the database, or the file of an earlier one.',
  },
  directory_age_seconds: {
    type: 'gauge',
    help: 'Time since the database last confirmed that what is served is its newest; absent when it never did since the start.',
  },
  database_up: { type: 'gauge', help: '1 while the database answers, 0 while it is away.' },
  database_state_seconds: { type: 'gauge', help: 'Time since when the database is what database_up says.' },
  snapshot_file_version: { type: 'gauge', help: 'Version of the directory in the file on disk; absent while there is none.' },
  snapshot_file_age_seconds: { type: 'gauge', help: 'Time since that was written; absent while there is none.' },
  snapshot_file_faulty: { type: 'gauge', help: '1 when the file could not be written, or was refused, the last time.' },
  draining: { type: 'gauge', help: '1 from the moment in which the node was told to stop.' },
  event_loop_delay_mean_seconds: { type: 'gauge', help: 'How late the event loop came to what waited, since the metrics were last read: mean.' },
  event_loop_delay_p99_seconds: { type: 'gauge', help: 'The same: 99 of 100 samples were less late.' },
  event_loop_delay_max_seconds: { type: 'gauge', help: 'The same: the latest.' },
} as const satisfies Record<string, { type: 'counter' | 'gauge' | 'histogram'; help: string }>

export type OwnMetric = keyof typeof ownMetrics
