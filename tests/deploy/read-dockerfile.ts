import { readFileSync } from 'node:fs'
import path from 'node:path'

export const root = path.resolve(import.meta.dirname, '../..')

export interface Instruction {
  name: string
  /** Flags before the words, such as `--from`. */
  flags: Record<string, string>
  /** The words, or the strings of the JSON form. */
  words: string[]
  /** All that stands after the flags, as it is written. */
  text: string
}

export interface Stage {
  image: string
  name: string | null
  instructions: Instruction[]
}

/** Reads the Dockerfile: comments, continued lines, flags, the JSON form. */
export function readDockerfile(): Stage[] {
  const lines = readFileSync(path.join(root, 'Dockerfile'), 'utf8')
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .join('\n')
    .replaceAll(/\\\n/g, ' ')
    .split('\n')
    .filter((line) => line.trim() !== '')
  const stages: Stage[] = []
  for (const line of lines) {
    const instruction = readInstruction(line)
    if (instruction.name === 'FROM') {
      const [image = '', as = '', name = ''] = instruction.words
      stages.push({ image, name: as.toUpperCase() === 'AS' ? name : null, instructions: [] })
    } else {
      const stage = stages.at(-1)
      if (stage === undefined) throw new Error(`${instruction.name} stands before FROM.`)
      stage.instructions.push(instruction)
    }
  }
  return stages
}

const known = ['FROM', 'WORKDIR', 'COPY', 'RUN', 'LABEL', 'ENV', 'VOLUME', 'USER', 'EXPOSE', 'STOPSIGNAL', 'HEALTHCHECK', 'CMD', 'ENTRYPOINT']

function readInstruction(line: string): Instruction {
  const [, name = '', rest = ''] = /^\s*([A-Z]+)\s+(.*)$/.exec(line) ?? []
  if (!known.includes(name)) throw new Error(`The Dockerfile has an instruction that is not known here: ${line}`)
  const flags: Record<string, string> = {}
  let text = rest.trim()
  for (let match = /^--([a-z-]+)=(\S+)\s+/.exec(text); match !== null; match = /^--([a-z-]+)=(\S+)\s+/.exec(text)) {
    flags[match[1] ?? ''] = match[2] ?? ''
    text = text.slice(match[0].length)
  }
  const json = text.indexOf('[')
  const words: string[] = json === 0 || text.startsWith('CMD [') ? JSON.parse(text.slice(json)) : text.split(/\s+/)
  return { name, flags, words, text }
}
