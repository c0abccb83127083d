CREATE TABLE `conversation` (
	`chat_hash` text PRIMARY KEY NOT NULL,
	`responder_id` text,
	`state` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `conversation_at` ON `conversation` (`at`);--> statement-breakpoint
CREATE TABLE `group_chat` (
	`chat_hash` text PRIMARY KEY NOT NULL,
	`chat` text NOT NULL,
	`brigade_id` text NOT NULL,
	`since` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `group_chat_brigade` ON `group_chat` (`brigade_id`);--> statement-breakpoint
CREATE TABLE `join_request` (
	`id` text PRIMARY KEY NOT NULL,
	`brigade_id` text NOT NULL,
	`chat_hash` text NOT NULL,
	`told` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `join_request_brigade` ON `join_request` (`brigade_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `proof` (
	`responder_id` text NOT NULL,
	`channel` text NOT NULL,
	`asked` integer NOT NULL,
	`reached` integer NOT NULL,
	`last_asked_at` integer,
	`last_reached_at` integer,
	PRIMARY KEY(`responder_id`, `channel`)
);
--> statement-breakpoint
CREATE TABLE `recording` (
	`id` text PRIMARY KEY NOT NULL,
	`incident_id` text NOT NULL,
	`responder_id` text NOT NULL,
	`audio` text NOT NULL,
	`media_type` text NOT NULL,
	`seconds` integer NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `recording_incident` ON `recording` (`incident_id`,`at`);--> statement-breakpoint
ALTER TABLE `responder` ADD `household` text;--> statement-breakpoint
ALTER TABLE `responder` ADD `home_contact` text;--> statement-breakpoint
ALTER TABLE `responder` ADD `papers` text;--> statement-breakpoint
ALTER TABLE `responder` ADD `pin_hash` text;--> statement-breakpoint
ALTER TABLE `responder` ADD `rung_at` integer;--> statement-breakpoint
ALTER TABLE `vehicle` ADD `unchecked_since` integer;