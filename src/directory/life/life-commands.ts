import type { Prisma } from '../../db/generated/client.ts'
import { approve } from './approve.ts'
import type { Life } from './living.ts'
import { publish } from './publish.ts'
import { restore } from './restore.ts'
import { resume } from './resume.ts'
import { retire } from './retire.ts'
import { returnForWork } from './return-for-work.ts'
import { revise } from './revise.ts'
import { submit } from './submit.ts'
import { suspend } from './suspend.ts'
import { withdraw } from './withdraw.ts'

/** Every step in the life of a listing or guidance after its creation. */
export function lifeCommands<Content extends Prisma.InputJsonObject>(life: Life<Content>) {
  return {
    revise: revise(life),
    restore: restore(life),
    submit: submit(life),
    withdraw: withdraw(life),
    approve: approve(life),
    return: returnForWork(life),
    publish: publish(life),
    suspend: suspend(life),
    resume: resume(life),
    retire: retire(life),
  }
}
