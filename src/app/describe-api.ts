import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'
import packageFile from '../../package.json' with { type: 'json' }
import { completeDocument } from './complete-document.ts'
import type { Completion } from './complete-document.ts'
import { readExamples } from './read-examples.ts'
import { wrapReferences } from './wrap-references.ts'

/** One of the two APIs: what anybody may use, and what those may who signed in. */
export type ApiDescription = {
  /** The method of the application that gives the document. */
  decorator: 'swagger' | 'consoleSwagger'
  title: string
  summary: string
  description: string
  /** In the order in which they are shown. */
  tags: { name: string; description: string }[]
  /** Which addresses belong to it. */
  includes: (url: string) => boolean
  /** Where its examples are, in openapi/examples/. */
  examples: '' | 'console'
  completion: Completion
}

declare module 'fastify' {
  interface FastifyInstance {
    /** The OpenAPI document of those who signed in. */
    consoleSwagger: FastifyInstance['swagger']
  }
}

/** Makes an OpenAPI description from the routes that are added afterwards. */
export async function describeApi(app: FastifyInstance, api: ApiDescription): Promise<void> {
  const { decorator, title, summary, description, tags, includes, completion } = api
  const examples = await readExamples(api.examples)
  await app.register(swagger, {
    decorator,
    openapi: {
      openapi: '3.1.0',
      info: { title, summary, description, version: packageFile.version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
      servers: [{ url: '/', description: 'This installation.' }],
      security: [],
      tags,
    },
    transform: (route) => {
      const transformed = wrapReferences(jsonSchemaTransform(route))
      return includes(route.url) ? transformed : { ...transformed, schema: { ...transformed.schema, hide: true } }
    },
    transformObject: (source) => completeDocument(jsonSchemaTransformObject(source), examples, completion),
  })
}
