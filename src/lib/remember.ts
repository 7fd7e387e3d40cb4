/** How many answers a function remembers before it starts afresh: inputs come from outside and must not fill the memory. */
const most = 5000

/** The same pure function, with its answers remembered by its one text argument. */
export function remember<Result>(compute: (text: string) => Result): (text: string) => Result {
  const answers = new Map<string, Result>()
  return (text) => {
    const known = answers.get(text)
    if (known !== undefined) return known
    if (answers.size >= most) answers.clear()
    const answer = compute(text)
    answers.set(text, answer)
    return answer
  }
}
