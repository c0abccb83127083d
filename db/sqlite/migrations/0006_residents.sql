CREATE TABLE `air_feed` (
	`id` text PRIMARY KEY NOT NULL,
	`heard_at` integer NOT NULL,
	`last_action_index` text,
	`failure` text
);
--> statement-breakpoint
CREATE TABLE `air_region` (
	`id` text PRIMARY KEY NOT NULL,
	`code` text,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`parent_id` text,
	`levels` text NOT NULL,
	`changed_at` integer NOT NULL,
	`red_at` integer
);
--> statement-breakpoint
CREATE INDEX `air_region_code` ON `air_region` (`code`);--> statement-breakpoint
CREATE TABLE `hazard_area` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`name` text,
	`shape` text NOT NULL,
	`south` real NOT NULL,
	`west` real NOT NULL,
	`north` real NOT NULL,
	`east` real NOT NULL,
	`source` text,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `hazard_area_place` ON `hazard_area` (`south`,`north`,`west`,`east`,`id`);--> statement-breakpoint
CREATE TABLE `helper` (
	`id` text PRIMARY KEY NOT NULL,
	`responder_id` text NOT NULL,
	`area_code` text NOT NULL,
	`equipment` text NOT NULL,
	`types` text,
	`asked_at` integer,
	`consent_at` integer,
	`withdrawn_at` integer,
	`quiet_at` integer,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `helper_area` ON `helper` (`area_code`);--> statement-breakpoint
CREATE UNIQUE INDEX `helper_responder` ON `helper` (`responder_id`);--> statement-breakpoint
CREATE TABLE `observer` (
	`id` text PRIMARY KEY NOT NULL,
	`responder_id` text NOT NULL,
	`area_code` text NOT NULL,
	`kind` text NOT NULL,
	`types` text,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `observer_area` ON `observer` (`area_code`);--> statement-breakpoint
CREATE INDEX `observer_responder` ON `observer` (`responder_id`);--> statement-breakpoint
CREATE TABLE `report` (
	`id` text PRIMARY KEY NOT NULL,
	`incident_id` text NOT NULL,
	`reporter_id` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `report_incident` ON `report` (`incident_id`);--> statement-breakpoint
CREATE INDEX `report_reporter` ON `report` (`reporter_id`,`at`);--> statement-breakpoint
CREATE TABLE `reporter` (
	`id` text PRIMARY KEY NOT NULL,
	`chat_hash` text,
	`chat` text,
	`phone_hash` text,
	`phone` text,
	`locale` text NOT NULL,
	`reports` integer NOT NULL,
	`false_reports` integer NOT NULL,
	`first_at` integer NOT NULL,
	`last_at` integer NOT NULL,
	`warned_at` integer,
	`blocked_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `reporter_chat` ON `reporter` (`chat_hash`);--> statement-breakpoint
CREATE UNIQUE INDEX `reporter_phone` ON `reporter` (`phone_hash`);--> statement-breakpoint
CREATE INDEX `reporter_last` ON `reporter` (`last_at`);--> statement-breakpoint
CREATE TABLE `water_point` (
	`id` text PRIMARY KEY NOT NULL,
	`ref` text,
	`kind` text NOT NULL,
	`name` text,
	`lat` real NOT NULL,
	`lon` real NOT NULL,
	`refill_minutes` real,
	`access` text,
	`tested_at` integer,
	`state` text NOT NULL,
	`state_at` integer NOT NULL,
	`said_dry_at` integer
);
--> statement-breakpoint
CREATE INDEX `water_point_place` ON `water_point` (`lat`,`lon`);--> statement-breakpoint
CREATE UNIQUE INDEX `water_point_ref` ON `water_point` (`ref`);--> statement-breakpoint
ALTER TABLE `area` ADD `former_names` text;--> statement-breakpoint
ALTER TABLE `area` ADD `former_search` text;--> statement-breakpoint
CREATE INDEX `area_parent` ON `area` (`parent_code`);--> statement-breakpoint
ALTER TABLE `brigade` ADD `residents` text;--> statement-breakpoint
ALTER TABLE `brigade` ADD `staging` text;