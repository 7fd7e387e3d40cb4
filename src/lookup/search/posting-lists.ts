/** A document has below 2^29 in its number: three bits of an entry are its weight. */
const weightBits = 3
const weightMask = (1 << weightBits) - 1

/** Entries a page. Blocks never cross pages, so that memory grows by a page and nothing large is ever copied. */
const pageBits = 16
const pageSize = 1 << pageBits
const placeMask = pageSize - 1

/** Entries of the first block of a list, the last of which leads to the next block; each is twice as large, up to the largest. */
const smallest = 4
const largest = 4096

/** Lists of documents by word, in as few bytes as they need: four a document, whatever the number of lists. */
export type PostingLists = {
  /** A new list, or one that was deleted. */
  create(): number
  delete(list: number): void
  /** Adds a document with a weight below 8, unless it is the last that was added. Weights of one document come best first. */
  append(list: number, document: number, weight: number): void
  size(list: number): number
  /** Raises the scores of the list's documents to what the weight of each is worth, where that is more. */
  raiseScores(list: number, worth: readonly number[], scores: Uint16Array): void
  /** Takes out the documents that `gone` marks. */
  remove(list: number, gone: Uint8Array): void
  /** Bytes taken. */
  bytes(): number
}

export function createPostingLists(): PostingLists {
  const pages: Uint32Array[] = []
  // The address 0 would look like no address.
  let unused = smallest
  const freeBlocks = new Map<number, number[]>()
  const freeLists: number[] = []
  const heads: number[] = []
  const sizes: number[] = []
  /** Where the next document goes, where its block has its last entry, and how large that block is. */
  const nexts: number[] = []
  const ends: number[] = []
  const blocks: number[] = []
  const lasts: number[] = []

  function allocate(size: number): number {
    const freed = freeBlocks.get(size)?.pop()
    if (freed !== undefined) return freed
    if ((unused & placeMask) + size > pageSize) unused = (unused | placeMask) + 1
    const block = unused
    unused += size
    if (block >>> pageBits >= pages.length) pages.push(new Uint32Array(pageSize))
    return block
  }

  function release(block: number, size: number): void {
    const free = freeBlocks.get(size)
    if (free === undefined) freeBlocks.set(size, [block])
    else free.push(block)
  }

  function begin(list: number): void {
    const block = allocate(smallest)
    heads[list] = block
    nexts[list] = block
    ends[list] = block + smallest - 1
    blocks[list] = smallest
    sizes[list] = 0
    lasts[list] = -1
  }

  function read(address: number): number {
    return pages[address >>> pageBits]?.[address & placeMask] ?? 0
  }

  function write(address: number, entry: number): void {
    const page = pages[address >>> pageBits]
    if (page !== undefined) page[address & placeMask] = entry
  }

  function append(list: number, document: number, weight: number): void {
    if (lasts[list] === document) return
    let next = nexts[list] ?? 0
    if (next === ends[list]) {
      const size = Math.min((blocks[list] ?? smallest) * 2, largest)
      const block = allocate(size)
      write(next, block)
      ends[list] = block + size - 1
      blocks[list] = size
      next = block
    }
    write(next, document * (1 << weightBits) + weight)
    nexts[list] = next + 1
    sizes[list] = (sizes[list] ?? 0) + 1
    lasts[list] = document
  }

  /** Every block of a list with the place after its last document. */
  function* blocksOf(list: number): Generator<{ block: number; size: number; until: number }> {
    let block = heads[list] ?? 0
    for (let size = smallest; ; size = Math.min(size * 2, largest)) {
      const end = block + size - 1
      const isLast = end === ends[list]
      yield { block, size, until: isLast ? (nexts[list] ?? 0) : end }
      if (isLast) return
      block = read(end)
    }
  }

  function releaseBlocks(list: number): void {
    // All at once: a released block may be written to before the next is looked for.
    for (const { block, size } of [...blocksOf(list)]) release(block, size)
  }

  return {
    append,
    create() {
      const list = freeLists.pop() ?? heads.length
      begin(list)
      return list
    },
    delete(list) {
      releaseBlocks(list)
      freeLists.push(list)
    },
    size: (list) => sizes[list] ?? 0,
    raiseScores(list, worth, scores) {
      for (const { block, until } of blocksOf(list)) {
        const page = pages[block >>> pageBits]
        if (page === undefined) return
        const last = (block & placeMask) + until - block
        for (let place = block & placeMask; place < last; place += 1) {
          const entry = page[place] ?? 0
          const score = worth[entry & weightMask] ?? 0
          const document = entry >>> weightBits
          if (score > (scores[document] ?? 0)) scores[document] = score
        }
      }
    },
    remove(list, gone) {
      const kept: number[] = []
      for (const { block, until } of blocksOf(list)) {
        for (let address = block; address < until; address += 1) {
          const entry = read(address)
          if (gone[entry >>> weightBits] !== 1) kept.push(entry)
        }
      }
      if (kept.length === sizes[list]) return
      releaseBlocks(list)
      begin(list)
      for (const entry of kept) append(list, entry >>> weightBits, entry & weightMask)
    },
    bytes: () => pages.length * pageSize * Uint32Array.BYTES_PER_ELEMENT,
  }
}
