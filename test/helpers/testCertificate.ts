import { readFileSync } from 'node:fs';

const folder = new URL('../fixtures/tls/', import.meta.url);

function pem(name: string): string {
  return readFileSync(new URL(name, folder), 'utf8');
}

/** A certificate for localhost, 127.0.0.1 and api.example.test, and the authority that signed it, which nothing trusts. */
export const testCertificate = {
  cert: pem('localhost.pem'),
  key: pem('localhost-key.pem'),
  authority: pem('ca.pem'),
} as const;
