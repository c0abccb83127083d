CREATE TABLE `area` (
	`code` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`category` text NOT NULL,
	`name` text NOT NULL,
	`parent_code` text,
	`lat` real,
	`lon` real,
	`population` integer,
	`search` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `area_place` ON `area` (`lat`,`lon`);--> statement-breakpoint
CREATE TABLE `area_word` (
	`word` text NOT NULL,
	`code` text NOT NULL,
	PRIMARY KEY(`word`, `code`)
);
--> statement-breakpoint
CREATE INDEX `area_word_code` ON `area_word` (`code`);--> statement-breakpoint
CREATE TABLE `outward` (
	`position` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`incident_id` text NOT NULL,
	`at` integer NOT NULL,
	`type` text NOT NULL,
	`body` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `outward_at` ON `outward` (`at`);--> statement-breakpoint
CREATE TABLE `subscription` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text,
	`url` text NOT NULL,
	`events` text NOT NULL,
	`secret` text NOT NULL,
	`previous_secret` text,
	`previous_until` integer,
	`owner` text NOT NULL,
	`scope` text NOT NULL,
	`created_at` integer NOT NULL,
	`delivered_at` integer,
	`failing_since` integer,
	`failure` text
);
--> statement-breakpoint
CREATE TABLE `wall` (
	`id` text PRIMARY KEY NOT NULL,
	`brigade_id` text NOT NULL,
	`name` text NOT NULL,
	`token_hash` text NOT NULL,
	`screen_hash` text,
	`screen` text,
	`made_at` integer NOT NULL,
	`bind_until` integer NOT NULL,
	`bound_at` integer,
	`last_seen_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `wall_token` ON `wall` (`token_hash`);--> statement-breakpoint
CREATE INDEX `wall_brigade` ON `wall` (`brigade_id`);--> statement-breakpoint
ALTER TABLE `head` ADD `merged_into` text;--> statement-breakpoint
CREATE INDEX `head_merged` ON `head` (`merged_into`) WHERE merged_into is not null;--> statement-breakpoint
ALTER TABLE `outbox` ADD `subscription_id` text;--> statement-breakpoint
CREATE INDEX `outbox_subscription` ON `outbox` (`subscription_id`,`due_at`) WHERE subscription_id is not null and state = 'pending';