/** Under this path the library believes to be; the addresses that there are, are in `add-sign-in.ts`. */
export const authPath = '/v1/sign-in'
