/** A document has a number below 2^29: three bits of an entry are its weight. */
const weightBits = 3
const weightMask = (1 << weightBits) - 1

/** Entries a page. Blocks never cross pages, so that memory grows by a page and nothing large is ever copied. */
const pageBits = 16
const pageSize = 1 << pageBits
const placeMask = pageSize - 1

/**
 * A list begins with a block that says what there is to know of it and has room for its first documents: most words stand in few
 * listings, and all of such a list then comes out of memory at once. The last entry of each block leads to the next one, which is
 * twice as large, up to the largest.
 */
const head = { size: 0, last: 1, next: 2, end: 3, blockSize: 4, entries: 5 }
const smallest = 8
const largest = 4096

/** Lists of documents by word, in four bytes a document and 32 a list. A list is known by its address. */
export type PostingLists = {
  create(): number
  delete(list: number): void
  /** Adds a document with a weight below 8, unless it is the last that was added: weights of one document come best first. */
  append(list: number, document: number, weight: number): void
  size(list: number): number
  /** Raises the scores of the list's documents to what the weight of each is worth, where that is more. */
  raiseScores(list: number, worth: readonly number[], scores: Uint32Array): void
  /** Takes out the documents that `gone` marks. */
  remove(list: number, gone: Uint8Array): void
  /** Bytes taken. */
  bytes(): number
}

export function createPostingLists(): PostingLists {
  const pages: Uint32Array[] = []
  // The address 0 would look like no address.
  let unused = smallest
  const free = new Map<number, number[]>()

  function allocate(size: number): number {
    const freed = free.get(size)?.pop()
    if (freed !== undefined) return freed
    if ((unused & placeMask) + size > pageSize) unused = (unused | placeMask) + 1
    const block = unused
    unused += size
    if (block >>> pageBits >= pages.length) pages.push(new Uint32Array(pageSize))
    return block
  }

  function release(block: number, size: number): void {
    const others = free.get(size)
    if (others === undefined) free.set(size, [block])
    else others.push(block)
  }

  function pageOf(address: number): Uint32Array {
    const page = pages[address >>> pageBits]
    if (page === undefined) throw new Error('an address outside of the pages')
    return page
  }

  function begin(list: number): void {
    const page = pageOf(list)
    const at = list & placeMask
    page[at + head.size] = 0
    page[at + head.last] = 0
    page[at + head.next] = list + head.entries
    page[at + head.end] = list + smallest - 1
    page[at + head.blockSize] = smallest
  }

  function append(list: number, document: number, weight: number): void {
    const page = pageOf(list)
    const at = list & placeMask
    if (page[at + head.last] === document + 1) return
    let next = page[at + head.next] ?? 0
    if (next === page[at + head.end]) {
      const size = Math.min((page[at + head.blockSize] ?? 0) * 2, largest)
      const block = allocate(size)
      pageOf(next)[next & placeMask] = block
      page[at + head.end] = block + size - 1
      page[at + head.blockSize] = size
      next = block
    }
    pageOf(next)[next & placeMask] = document * (1 << weightBits) + weight
    page[at + head.next] = next + 1
    page[at + head.last] = document + 1
    page[at + head.size] = (page[at + head.size] ?? 0) + 1
  }

  /** Tells of every block of a list: its page, and from where to where it has documents. */
  function eachBlock(list: number, tell: (page: Uint32Array, from: number, until: number, size: number) => void): void {
    const first = pageOf(list)
    const next = first[(list & placeMask) + head.next] ?? 0
    const end = first[(list & placeMask) + head.end] ?? 0
    let block = list
    let from = (list & placeMask) + head.entries
    for (let size = smallest; ; size = Math.min(size * 2, largest)) {
      const page = pageOf(block)
      const link = (block & placeMask) + size - 1
      const isLast = block + size - 1 === end
      const following = page[link] ?? 0
      tell(page, from, isLast ? link + next - end : link, size)
      if (isLast) return
      block = following
      from = block & placeMask
    }
  }

  /** All blocks but the first. */
  function releaseBlocks(list: number): void {
    let isFirst = true
    eachBlock(list, (page, from, _, size) => {
      if (!isFirst) release(pages.indexOf(page) * pageSize + from, size)
      isFirst = false
    })
  }

  return {
    append,
    create() {
      const list = allocate(smallest)
      begin(list)
      return list
    },
    delete(list) {
      releaseBlocks(list)
      release(list, smallest)
    },
    size: (list) => pageOf(list)[(list & placeMask) + head.size] ?? 0,
    raiseScores(list, worth, scores) {
      eachBlock(list, (page, from, until) => {
        for (let place = from; place < until; place += 1) {
          const entry = page[place] ?? 0
          const score = worth[entry & weightMask] ?? 0
          const document = entry >>> weightBits
          if (score > (scores[document] ?? 0)) scores[document] = score
        }
      })
    },
    remove(list, gone) {
      const kept: number[] = []
      eachBlock(list, (page, from, until) => {
        for (const entry of page.subarray(from, until)) if (gone[entry >>> weightBits] !== 1) kept.push(entry)
      })
      if (kept.length === pageOf(list)[(list & placeMask) + head.size]) return
      releaseBlocks(list)
      begin(list)
      for (const entry of kept) append(list, entry >>> weightBits, entry & weightMask)
    },
    bytes: () => pages.length * pageSize * Uint32Array.BYTES_PER_ELEMENT,
  }
}
