/** What a program remembers about objects that it does not own, for as long as those live. */
export type Notes<Thing extends object, Note> = {
  of(thing: Thing): Note | undefined
  note(thing: Thing, note: Note): void
}

/** Its constructor gives back the object that it is given, so that the private field of a class that extends it is put on that. */
const Given = function given(thing: object): object {
  return thing
} as unknown as new (thing: object) => object

/**
 * Notes about objects, written on the objects themselves, where nobody else can see, copy or forge them: in a private field.
 *
 * A `WeakMap` says the same. But one with an entry for each of 100,000 listings and all their channels is a table of many megabytes that
 * every full garbage collection goes through, and each look into it reads memory far from the object.
 */
export function createNotes<Thing extends object, Note>(): Notes<Thing, Note> {
  return class Noted extends Given {
    #note: Note
    constructor(thing: Thing, note: Note) {
      super(thing)
      this.#note = note
    }
    static of(thing: Thing): Note | undefined {
      return #note in thing ? thing.#note : undefined
    }
    static note(thing: Thing, note: Note): void {
      if (#note in thing) thing.#note = note
      else Reflect.construct(Noted, [thing, note])
    }
  }
}
