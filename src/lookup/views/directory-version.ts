import { z } from 'zod'

export const directoryVersionView = z
  .int()
  .min(1)
  .meta({
    id: 'DirectoryVersion',
    description: 'Version of the whole directory. It grows by one with every publication and every withdrawal.',
    format: 'int64',
  })
