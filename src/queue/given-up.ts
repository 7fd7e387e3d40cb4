/** Thrown by work that would fail again however often it is tried: it goes to the dead letters at once. */
export class GivenUp extends Error {
  override readonly name = 'GivenUp'
}
