/** Digits as people write telephone numbers, apart by spaces, dots, slashes, hyphens or brackets. */
const number = /(?<![\p{L}\p{M}\p{N}])[+(]*\d(?:[\s()./\u2010-\u2013-]*\d){2,}(?![\p{L}\p{M}\p{N}])/gu

/** Takes out of what was typed all that may be a telephone number: what is left, and the numbers as they were written. */
export function takeNumbers(query: string): [left: string, numbers: string[]] {
  const plain = query.normalize('NFKC')
  return [plain.replace(number, ' '), plain.match(number) ?? []]
}
