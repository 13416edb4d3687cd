/** The client hung up: nobody is left to answer, and nothing is wrong with Muxgate. */
export class ClientGone extends Error {
  override readonly name = 'ClientGone';

  constructor() {
    super('the client closed its connection');
  }
}
