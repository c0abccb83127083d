ALTER TABLE `api_key` ADD `last_used_at` integer;--> statement-breakpoint
ALTER TABLE `head` ADD `reported_by` text;--> statement-breakpoint
CREATE INDEX `head_reported_by` ON `head` (`reported_by`,`reported_at`);