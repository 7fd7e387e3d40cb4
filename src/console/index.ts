/**
 * Every route of those who signed in, by hand: this list says who may do what from outside. Each names its row in
 * `directory/permissions.ts`; whoever is not allowed is refused there, whatever a route forgets.
 */
import { guidanceCommands, guidanceLife } from '../directory/guidance/guidance-life.ts'
import { listingCommands, listingLife } from '../directory/listing/listing-life.ts'
import type { ConsoleRoute } from './route.ts'
import { acceptClaimRoute, dismissClaimRoute } from './routes/answer-claim.ts'
import { assignListingRoute } from './routes/assign-listing.ts'
import { changeMemberRoleRoute } from './routes/change-member-role.ts'
import { changePlatformRoleRoute } from './routes/change-platform-role.ts'
import { checkContent } from './routes/check-content.ts'
import { acceptProblemRoute, dismissProblemRoute } from './routes/close-problem.ts'
import { confirmRecoveryRoute } from './routes/confirm-recovery.ts'
import { createApiKeyRoute } from './routes/create-api-key.ts'
import { createGuidanceRoute } from './routes/create-guidance.ts'
import { createInvitationRoute } from './routes/create-invitation.ts'
import { createListingRoute } from './routes/create-listing.ts'
import { createOrganisationRoute } from './routes/create-organisation.ts'
import { createPlatformInvitationRoute } from './routes/create-platform-invitation.ts'
import { exportAuditRoute } from './routes/export-audit.ts'
import { getEditor } from './routes/get-editor.ts'
import { getLiving } from './routes/get-living.ts'
import { getMe } from './routes/get-me.ts'
import { getMember } from './routes/get-member.ts'
import { getOrganisation } from './routes/get-organisation.ts'
import { getRevision } from './routes/get-revision.ts'
import { lifeRoutes } from './routes/life-routes.ts'
import { listApiKeysRoute } from './routes/list-api-keys.ts'
import { listAuditRoute } from './routes/list-audit.ts'
import { listChecklists } from './routes/list-checklists.ts'
import { listClaimsRoute } from './routes/list-claims.ts'
import { listDueVerificationsRoute } from './routes/list-due-verifications.ts'
import { listEditorsRoute } from './routes/list-editors.ts'
import { listGapsRoute } from './routes/list-gaps.ts'
import { listEditedGuidance } from './routes/list-guidance.ts'
import { listInvitationsRoute } from './routes/list-invitations.ts'
import { listJobsRoute } from './routes/list-jobs.ts'
import { listEditedListings } from './routes/list-listings.ts'
import { listMembersRoute } from './routes/list-members.ts'
import { listOrganisationsRoute } from './routes/list-organisations.ts'
import { listPlatformInvitations } from './routes/list-platform-invitations.ts'
import { listProblemsRoute } from './routes/list-problems.ts'
import { listReviewsRoute } from './routes/list-reviews.ts'
import { listRevisions } from './routes/list-revisions.ts'
import { listVerificationsRoute } from './routes/list-verifications.ts'
import { recordVerificationRoute } from './routes/record-verification.ts'
import { removeEditorRoute } from './routes/remove-editor.ts'
import { removeMemberRoute } from './routes/remove-member.ts'
import { revokeApiKeyRoute } from './routes/revoke-api-key.ts'
import { revokeInvitationRoute } from './routes/revoke-invitation.ts'
import { revokePlatformInvitationRoute } from './routes/revoke-platform-invitation.ts'
import { startRecoveryRoute } from './routes/start-recovery.ts'
import { updateOrganisationRoute } from './routes/update-organisation.ts'

export const consoleRoutes: readonly ConsoleRoute[] = [
  getMe,

  listOrganisationsRoute,
  createOrganisationRoute,
  getOrganisation,
  updateOrganisationRoute,
  listMembersRoute,
  getMember,
  changeMemberRoleRoute,
  removeMemberRoute,
  listInvitationsRoute,
  createInvitationRoute,
  revokeInvitationRoute,
  listApiKeysRoute,
  createApiKeyRoute,
  revokeApiKeyRoute,

  listEditorsRoute,
  getEditor,
  changePlatformRoleRoute,
  removeEditorRoute,
  startRecoveryRoute,
  confirmRecoveryRoute,
  listPlatformInvitations,
  createPlatformInvitationRoute,
  revokePlatformInvitationRoute,

  listEditedListings,
  createListingRoute,
  checkContent(listingLife),
  getLiving('listing'),
  listRevisions('listing'),
  getRevision('listing'),
  ...lifeRoutes('listing', listingCommands),
  assignListingRoute,

  listReviewsRoute,

  recordVerificationRoute,
  listVerificationsRoute,
  listDueVerificationsRoute,
  listChecklists,

  listProblemsRoute,
  acceptProblemRoute,
  dismissProblemRoute,

  listClaimsRoute,
  acceptClaimRoute,
  dismissClaimRoute,

  listGapsRoute,

  listAuditRoute,
  exportAuditRoute,

  listJobsRoute,

  listEditedGuidance,
  createGuidanceRoute,
  checkContent(guidanceLife),
  getLiving('guidance'),
  listRevisions('guidance'),
  getRevision('guidance'),
  ...lifeRoutes('guidance', guidanceCommands),
]
