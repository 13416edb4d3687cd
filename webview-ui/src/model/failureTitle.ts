const titles: Readonly<Record<string, string>> = {
  refused: 'Connection refused',
  dns: 'Address not found (DNS)',
  tls: 'Certificate not accepted (TLS)',
  timeout: 'No answer in time',
  unauthorized: 'Key not accepted',
  'no model list': 'No model list there',
  'key missing': 'The key is missing',
  'key bound elsewhere': 'The key belongs to another address',
};

/** What went wrong when a provider was tried, in a few words; the result's message says the rest. */
export function failureTitle(kind: string | undefined): string {
  return titles[kind ?? ''] ?? 'The test failed';
}
