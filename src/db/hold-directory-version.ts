import type { Transaction } from './transaction.ts'

/**
 * Waits for whoever takes a directory version just now, and lets nobody take one until this transaction ends. What is read
 * afterwards about published listings stays so: needed to find all listings that a change concerns, before a version is taken for them.
 */
export async function holdDirectoryVersion(transaction: Transaction): Promise<void> {
  await transaction.$executeRaw`SELECT FROM "directory_head" FOR UPDATE`
}
