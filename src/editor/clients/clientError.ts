/** Why a client cannot be connected, taken back or asked, in words for the user. Nothing was written. */
export class ClientError extends Error {
  override readonly name = 'ClientError';
}
