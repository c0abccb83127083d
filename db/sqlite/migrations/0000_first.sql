CREATE TABLE `api_key` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`key_hash` text NOT NULL,
	`scope` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `api_key_hash` ON `api_key` (`key_hash`);--> statement-breakpoint
CREATE TABLE `attempt` (
	`id` text PRIMARY KEY NOT NULL,
	`row_id` text NOT NULL,
	`incident_id` text NOT NULL,
	`responder_id` text,
	`channel` text NOT NULL,
	`purpose` text,
	`started_at` integer NOT NULL,
	`ended_at` integer,
	`outcome` text,
	`code` text,
	`carrier_id` text,
	`rank` real NOT NULL
);
--> statement-breakpoint
CREATE INDEX `attempt_row` ON `attempt` (`row_id`);--> statement-breakpoint
CREATE TABLE `brigade` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`lat` real NOT NULL,
	`lon` real NOT NULL,
	`area_code` text,
	`locale` text NOT NULL,
	`roles` text NOT NULL,
	`policy` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `brigade_place` ON `brigade` (`lat`,`lon`);--> statement-breakpoint
CREATE INDEX `brigade_area` ON `brigade` (`area_code`);--> statement-breakpoint
CREATE TABLE `capability` (
	`token_hash` text PRIMARY KEY NOT NULL,
	`incident_id` text NOT NULL,
	`responder_id` text NOT NULL,
	`opens` text NOT NULL,
	`created_at` integer NOT NULL,
	`revoked_at` integer
);
--> statement-breakpoint
CREATE INDEX `capability_incident` ON `capability` (`incident_id`);--> statement-breakpoint
CREATE TABLE `card` (
	`incident_id` text NOT NULL,
	`responder_id` text NOT NULL,
	`message_id` text NOT NULL,
	`shown_hash` text,
	PRIMARY KEY(`incident_id`, `responder_id`)
);
--> statement-breakpoint
CREATE TABLE `channel_state` (
	`responder_id` text NOT NULL,
	`channel` text NOT NULL,
	`state` text NOT NULL,
	`since` integer NOT NULL,
	PRIMARY KEY(`responder_id`, `channel`)
);
--> statement-breakpoint
CREATE TABLE `commitment` (
	`kind` text NOT NULL,
	`id` text NOT NULL,
	`incident_id` text NOT NULL,
	`number` integer NOT NULL,
	`mode` text NOT NULL,
	PRIMARY KEY(`kind`, `id`)
);
--> statement-breakpoint
CREATE INDEX `commitment_incident` ON `commitment` (`incident_id`);--> statement-breakpoint
CREATE TABLE `counter` (
	`year` integer PRIMARY KEY NOT NULL,
	`n` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `event` (
	`stream` text NOT NULL,
	`seq` integer NOT NULL,
	`command_id` text NOT NULL,
	`n` integer NOT NULL,
	`type` text NOT NULL,
	`v` integer NOT NULL,
	`at` integer NOT NULL,
	`payload` text NOT NULL,
	`prev_hash` text NOT NULL,
	`hash` text NOT NULL,
	PRIMARY KEY(`stream`, `seq`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `event_command` ON `event` (`stream`,`command_id`,`n`);--> statement-breakpoint
CREATE INDEX `event_at` ON `event` (`at`);--> statement-breakpoint
CREATE TABLE `external` (
	`source` text NOT NULL,
	`external_id` text NOT NULL,
	`incident_id` text NOT NULL,
	PRIMARY KEY(`source`, `external_id`)
);
--> statement-breakpoint
CREATE TABLE `guard` (
	`ok` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `head` (
	`id` text PRIMARY KEY NOT NULL,
	`number` integer NOT NULL,
	`status` text NOT NULL,
	`incident_type` text NOT NULL,
	`mode` text NOT NULL,
	`source` text NOT NULL,
	`location` text,
	`place_words_id` text,
	`brigade_ids` text NOT NULL,
	`area_codes` text NOT NULL,
	`reported_at` integer NOT NULL,
	`alerted_at` integer,
	`ended_at` integer,
	`version` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `head_reported` ON `head` (`reported_at`,`id`);--> statement-breakpoint
CREATE INDEX `head_status` ON `head` (`status`,`reported_at`);--> statement-breakpoint
CREATE TABLE `head_area` (
	`incident_id` text NOT NULL,
	`area_code` text NOT NULL,
	PRIMARY KEY(`incident_id`, `area_code`)
);
--> statement-breakpoint
CREATE TABLE `head_brigade` (
	`incident_id` text NOT NULL,
	`brigade_id` text NOT NULL,
	PRIMARY KEY(`incident_id`, `brigade_id`)
);
--> statement-breakpoint
CREATE TABLE `idempotency` (
	`key_id` text NOT NULL,
	`key` text NOT NULL,
	`body_hash` text NOT NULL,
	`incident_id` text NOT NULL,
	PRIMARY KEY(`key_id`, `key`)
);
--> statement-breakpoint
CREATE TABLE `inbound` (
	`carrier` text NOT NULL,
	`external_id` text NOT NULL,
	`received_at` integer NOT NULL,
	`body` text NOT NULL,
	`done_at` integer,
	PRIMARY KEY(`carrier`, `external_id`)
);
--> statement-breakpoint
CREATE INDEX `inbound_pending` ON `inbound` (`received_at`) WHERE done_at is null;--> statement-breakpoint
CREATE TABLE `invitation` (
	`responder_id` text PRIMARY KEY NOT NULL,
	`code_hash` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`consumed_at` integer
);
--> statement-breakpoint
CREATE INDEX `invitation_code` ON `invitation` (`code_hash`);--> statement-breakpoint
CREATE TABLE `outbox` (
	`id` text PRIMARY KEY NOT NULL,
	`incident_id` text NOT NULL,
	`kind` text NOT NULL,
	`key` text,
	`lane` text NOT NULL,
	`purpose` text,
	`message_kind` text,
	`responder_id` text,
	`lane_class` integer NOT NULL,
	`rank` integer NOT NULL,
	`due_at` integer NOT NULL,
	`after_own_call_ms` integer,
	`not_after` integer,
	`units` integer NOT NULL,
	`body` text NOT NULL,
	`state` text NOT NULL,
	`unknowns` integer NOT NULL,
	`tries` integer NOT NULL,
	`lease_until` integer,
	`lease_by` text,
	`lease_attempt` text,
	`recalled` integer NOT NULL,
	`code` text,
	`sent_at` integer,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `outbox_order` ON `outbox` (`lane`,`lane_class`,`rank`,`due_at`,`id`) WHERE state = 'pending';--> statement-breakpoint
CREATE INDEX `outbox_due` ON `outbox` (`lane`,`due_at`) WHERE state = 'pending';--> statement-breakpoint
CREATE INDEX `outbox_leased` ON `outbox` (`lease_until`) WHERE state = 'leased';--> statement-breakpoint
CREATE INDEX `outbox_incident` ON `outbox` (`incident_id`,`responder_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `outbox_key` ON `outbox` (`incident_id`,`key`) WHERE key is not null;--> statement-breakpoint
CREATE TABLE `position` (
	`incident_id` text NOT NULL,
	`responder_id` text NOT NULL,
	`position` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`incident_id`, `responder_id`)
);
--> statement-breakpoint
CREATE TABLE `responder` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`phone` text NOT NULL,
	`phone_hash` text NOT NULL,
	`second_phone` text,
	`second_phone_hash` text,
	`brigade_ids` text NOT NULL,
	`places` text NOT NULL,
	`qualifications` text NOT NULL,
	`locale` text NOT NULL,
	`phone_kind` text NOT NULL,
	`sms_alphabet` text NOT NULL,
	`travel` text NOT NULL,
	`availability` text NOT NULL,
	`telegram_chat` text,
	`telegram_hash` text,
	`history` text
);
--> statement-breakpoint
CREATE INDEX `responder_phone` ON `responder` (`phone_hash`);--> statement-breakpoint
CREATE INDEX `responder_second_phone` ON `responder` (`second_phone_hash`);--> statement-breakpoint
CREATE INDEX `responder_telegram` ON `responder` (`telegram_hash`);--> statement-breakpoint
CREATE TABLE `responder_brigade` (
	`brigade_id` text NOT NULL,
	`responder_id` text NOT NULL,
	PRIMARY KEY(`brigade_id`, `responder_id`)
);
--> statement-breakpoint
CREATE INDEX `responder_brigade_responder` ON `responder_brigade` (`responder_id`);--> statement-breakpoint
CREATE TABLE `vehicle` (
	`id` text PRIMARY KEY NOT NULL,
	`brigade_id` text NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`seats` integer NOT NULL,
	`crew_rule` text NOT NULL,
	`state` text NOT NULL,
	`reason` text
);
--> statement-breakpoint
CREATE INDEX `vehicle_brigade` ON `vehicle` (`brigade_id`);--> statement-breakpoint
CREATE TABLE `words` (
	`id` text PRIMARY KEY NOT NULL,
	`salt` text NOT NULL,
	`text` text NOT NULL
);
