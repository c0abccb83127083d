CREATE TABLE `account` (
	`id` text PRIMARY KEY NOT NULL,
	`responder_id` text,
	`desk_id` text,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `account_responder` ON `account` (`responder_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `account_desk` ON `account` (`desk_id`);--> statement-breakpoint
CREATE TABLE `ceremony` (
	`id_hash` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`challenge` text NOT NULL,
	`account_id` text,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `ceremony_account` ON `ceremony` (`account_id`);--> statement-breakpoint
CREATE INDEX `ceremony_expires` ON `ceremony` (`expires_at`);--> statement-breakpoint
CREATE TABLE `desk` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`officers` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `grant` (
	`id` text PRIMARY KEY NOT NULL,
	`responder_id` text,
	`desk_id` text,
	`role` text NOT NULL,
	`scope` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `grant_responder` ON `grant` (`responder_id`);--> statement-breakpoint
CREATE INDEX `grant_desk` ON `grant` (`desk_id`);--> statement-breakpoint
CREATE TABLE `passkey` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`public_key` text NOT NULL,
	`counter` integer NOT NULL,
	`transports` text NOT NULL,
	`name` text NOT NULL,
	`made_at` integer NOT NULL,
	`used_at` integer
);
--> statement-breakpoint
CREATE INDEX `passkey_account` ON `passkey` (`account_id`);--> statement-breakpoint
CREATE TABLE `session` (
	`id` text PRIMARY KEY NOT NULL,
	`token_hash` text NOT NULL,
	`account_id` text NOT NULL,
	`made_by` text NOT NULL,
	`device` text NOT NULL,
	`phone_hash` text,
	`made_at` integer NOT NULL,
	`used_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`ends_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `session_token` ON `session` (`token_hash`);--> statement-breakpoint
CREATE INDEX `session_account` ON `session` (`account_id`);--> statement-breakpoint
CREATE INDEX `session_expires` ON `session` (`expires_at`);--> statement-breakpoint
CREATE TABLE `shift` (
	`desk_id` text PRIMARY KEY NOT NULL,
	`officer` text NOT NULL,
	`since` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `sign_in_code` (
	`ticket_hash` text PRIMARY KEY NOT NULL,
	`phone_hash` text NOT NULL,
	`address_hash` text NOT NULL,
	`responder_id` text,
	`code_hash` text NOT NULL,
	`link_hash` text NOT NULL,
	`tries_left` integer NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer
);
--> statement-breakpoint
CREATE INDEX `sign_in_code_phone` ON `sign_in_code` (`phone_hash`,`created_at`);--> statement-breakpoint
CREATE INDEX `sign_in_code_address` ON `sign_in_code` (`address_hash`,`created_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `sign_in_code_link` ON `sign_in_code` (`link_hash`);--> statement-breakpoint
CREATE INDEX `sign_in_code_expires` ON `sign_in_code` (`expires_at`);