import type { Transaction } from '../../db/transaction.ts'

export type NewOrganisation = { id: string; slug: string; name: string; country: string | null; url: string | null }

/** Adds organisations. The database refuses a second one of the same name and country. */
export async function addOrganisations(
  transaction: Transaction,
  organisations: readonly NewOrganisation[],
  at: Date,
): Promise<void> {
  await transaction.organisation.createMany({ data: organisations.map((entry) => ({ ...entry, createdAt: at, updatedAt: at })) })
}
