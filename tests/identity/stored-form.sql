-- An account as better-auth 1.7.25 stored it, with a password, a second factor and backup codes. Never changed: releases to come must read it.
INSERT INTO "sign_in_secret" ("id", "secret", "created_at") VALUES (1, 'A34wl5-al0GZTMRheQIYTAoeJ14NRZICukWT870-6vk', '2026-11-22T07:14:41Z');
INSERT INTO "editor" ("id", "email", "email_verified", "name", "two_factor_enabled", "created_at", "updated_at")
VALUES ('019cd79e-4600-775b-82f7-e136ede1035d', 'stored@example.org', true, 'Stored Form', true, '2026-11-22T07:14:41Z', '2026-11-22T07:14:41Z');
INSERT INTO "sign_in_account" ("id", "editor_id", "provider_id", "account_id", "password", "created_at", "updated_at")
VALUES ('01a2021b-6e02-73a2-8a7e-f61df22d3366', '019cd79e-4600-775b-82f7-e136ede1035d', 'credential', '019cd79e-4600-775b-82f7-e136ede1035d',
  '88b35e5e8bd03f07b00bb0089235608d:0160ae47afc3b80a0330ad13993b5325969473417d36dd285076e8a61c85a99168bc199cc80de4fe7b38af43b8084f22d5a3e8c923c3b84531be24e4785a283f',
  '2026-11-22T07:14:41Z', '2026-11-22T07:14:41Z');
INSERT INTO "sign_in_second_factor" ("id", "editor_id", "secret", "backup_codes", "verified")
VALUES ('01a2021b-6d18-721a-a8fe-222cab60ee52', '019cd79e-4600-775b-82f7-e136ede1035d',
  '91eb94148911a229a3777497e5d8386cae5bf40e89f671770f3e075f8870ae4d4c7e0251f1e06afb1308aafc808642b90f818850402b59e996da01d7ecb68c4378cd439d78db0ba1',
  'f62496ee3626313b35e0d7ee327842cad486861d701c26150873d04ab501fb3fadddf95aa6d013a9dd227d36ee85095c535c6e2f66d800c60b48e6da7af52f2f6223ad99e1a986d2c442da4630da11487e11be9adc20adef81fc6b5bdf3ccf37e3e0a1b0e43ee74945f367c1f655a87f499eb977566ec6b519d676699e9e8cb730da054c06436ffdf62c1c227131e4a0fbbee0045c5bbc9efe9ca965328ab093a116bdaf97507ee62615e00df928c9b081580d7df2',
  true);
